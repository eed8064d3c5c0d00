import {worstOf} from '../../deploy/preflight/finding.ts'
import {runPreflight} from '../../deploy/preflight/preflight.ts'
import type {DeployRequest} from '../../deploy/waves/request.ts'
import {startRollout} from '../../deploy/waves/start.ts'
import {openOutlet} from '../board/outlet.ts'
import {connect} from '../connect.ts'
import {listenForGivingUp, sayWhyEnded} from '../giving-up.ts'
import {operatorOf} from '../operator.ts'
import {EXIT, type Program} from '../program.ts'
import type {DeployCommand} from './arguments.ts'
import {createAsk} from './ask.ts'
import {followRollout} from './follow-rollout.ts'
import {createJsonFace} from './json-face.ts'
import {resumeDeploy} from './resume.ts'
import type {DeploySession} from './session.ts'
import {createTextFace} from './text-face.ts'
import {isWavedThrough} from './wave-through.ts'

/** Deploys without a screen. 0 all fine, 2 some failed, silent or not told, 1 error or not fired, 64 for what cannot be. */
export const runDeploy = async (program: Program, command: DeployCommand): Promise<number> => {
  const {config, aim, yes, json} = command
  const client = await connect(config)
  const outlet = openOutlet(program)
  const givingUp = listenForGivingUp(program.process, outlet.unread)
  const session: DeploySession = {
    client,
    outlet,
    givingUp,
    face: json ? createJsonFace(outlet) : createTextFace(outlet),
    ask: yes || json ? undefined : createAsk(program, outlet),
    operator: operatorOf(program.env),
  }
  try {
    return await (aim.kind === 'resume'
      ? resumeDeploy(session, {...aim, yes, datacenter: config.datacenter})
      : begin(session, aim, {yes, env: program.env}))
  } catch (error) {
    return sayWhyEnded(error, {outlet, givingUp, meaning: 'nothing was fired.'})
  } finally {
    givingUp.close()
    await outlet.end()
    await client.close()
  }
}

type BeginOptions = {readonly yes: boolean; readonly env: Program['env']}

const begin = async (
  session: DeploySession,
  {request, dryRun}: {readonly request: DeployRequest; readonly dryRun: boolean},
  {yes, env}: BeginOptions,
): Promise<number> => {
  const {client, face, givingUp, operator} = session
  const preflight = await runPreflight({client, env}, request, {
    signal: givingUp.signal,
    onFinding: face.finding,
  })
  face.plan(preflight)
  if (dryRun) return worstOf(preflight.findings) === 'red' ? EXIT.error : EXIT.fine
  if (!yes && !(await isWavedThrough(session, preflight))) return EXIT.error
  givingUp.signal.throwIfAborted()
  const rollout = startRollout({client, operator}, preflight)
  return followRollout(session, {rollout, byService: Boolean(request.filters.service)})
}
