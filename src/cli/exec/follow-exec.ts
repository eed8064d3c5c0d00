import {readAskedAgent} from '../../deploy/board/silence.ts'
import type {Exec} from '../../deploy/exec/exec.ts'
import {describeLeftBehind} from '../../deploy/exec/left-behind.ts'
import type {Targets} from '../../deploy/targets/find.ts'
import {followBoard} from '../board/board-events.ts'
import type {Outlet} from '../board/outlet.ts'
import {progressLine} from '../board/progress.ts'
import {explainSilences, type Silence} from '../board/silences.ts'
import type {connect} from '../connect.ts'
import type {GivingUp} from '../giving-up.ts'
import {EXIT} from '../program.ts'
import type {ExecFace, ExecResult} from './face.ts'
import {type Quiet, untilQuiet} from './patience.ts'

export type Surroundings = {
  readonly client: Awaited<ReturnType<typeof connect>>
  readonly outlet: Outlet
  readonly givingUp: GivingUp
}

export type Followed = {
  readonly exec: Exec
  readonly face: ExecFace
  readonly waitMs: number
  readonly targets: Targets
  /** Whether there is a service filter. */
  readonly byService: boolean
}

/** Prints what the hosts say until the last has ended, or nothing more is to be expected; resolves to the exit code. */
export const followExec = async (surroundings: Surroundings, followed: Followed): Promise<number> => {
  const {outlet, givingUp} = surroundings
  const {exec, face} = followed
  face.begin(exec)
  const leave = [
    tellTrouble(exec, outlet),
    followBoard(exec.board, face.tell),
    exec.board.subscribe(() => outlet.progress(progressLine(exec.board.snapshot()))),
  ]
  const result = await untilEnded(surroundings, followed)
  for (const stop of leave) stop()
  outlet.progress('')
  const {hosts} = exec.board.snapshot()
  face.conclude({result, hosts, silences: await silencesOf(surroundings, followed)})
  tellEnd(result, exec, outlet)
  if (result === 'detached') return givingUp.reason()?.code ?? EXIT.error
  if (result === 'lost' || result === 'cutOff') return EXIT.error
  return hosts.every(({state}) => state === 'done' || state === 'dead') ? EXIT.fine : EXIT.agentFailed
}

/** However it ends, its session and its keys are away then. */
const untilEnded = async (
  {outlet, givingUp}: Surroundings,
  {exec, waitMs}: Followed,
): Promise<ExecResult> => {
  const over = new AbortController()
  const given = Promise.withResolvers<'detached'>()
  const detach = (): void => given.resolve('detached')
  if (givingUp.signal.aborted) detach()
  givingUp.signal.addEventListener('abort', detach)
  const reason = await Promise.race([
    exec.ended,
    untilQuiet(exec.board, {waitMs}, over.signal),
    given.promise,
  ])
  over.abort()
  if (reason !== undefined) outlet.say(describeGivingUp(exec, reason, givingUp.reason()?.text))
  exec.detach()
  await exec.ended
  const {stage} = exec.snapshot()
  if (stage === 'finished' || stage === 'lost') return stage
  return reason === 'silence' ? 'silent' : (reason ?? 'detached')
}

const describeGivingUp = (exec: Exec, reason: 'detached' | Quiet, wish = ''): string => {
  const {hosts, link} = exec.board.snapshot()
  const sentences = {
    detached: `${wish}: detached, as nothing can stop what runs.`,
    silence: 'No agent has given a sign of life for too long.',
    cutOff: `Nothing can be heard of the agents.${'error' in link ? ` ${link.error.message}.` : ''}`,
  }
  return [sentences[reason], ...describeLeftBehind(hosts)].join(' ')
}

const tellTrouble = (exec: Exec, outlet: Outlet): (() => void) => {
  const {doubt} = exec.snapshot()
  if (doubt !== undefined)
    outlet.say(
      `Whether the event was sent, only the hosts can tell, for the answer was lost. ${doubt.message}.`,
    )
  let told = ''
  return exec.subscribe(() => {
    const {trouble, stage} = exec.snapshot()
    const message = trouble?.message ?? ''
    if (message !== '' && message !== told && stage === 'running')
      outlet.say(`The session of the exec cannot be renewed, which is tried again. ${message}.`)
    told = message
  })
}

const tellEnd = (result: ExecResult, exec: Exec, outlet: Outlet): void => {
  const {trouble} = exec.snapshot()
  if (result === 'lost')
    outlet.say('The session of the exec has ended before the hosts have: what they had yet to say is lost.')
  if (trouble !== undefined)
    outlet.say(
      `The keys below _rexec/${exec.id}/ are left, and go with their session within half a minute. ${trouble.message}.`,
    )
}

/** The asked agent can tell only of its own datacenter. */
const silencesOf = async (
  {client}: Surroundings,
  {exec, targets, byService}: Followed,
): Promise<readonly Silence[]> => {
  const {hosts} = exec.board.snapshot()
  const isSilent = hosts.some(({state}) => state === 'silent')
  const asked = isSilent && !targets.isForeign ? await readAskedAgent(client) : undefined
  return explainSilences(hosts, {root: '_rexec', byService, asked})
}
