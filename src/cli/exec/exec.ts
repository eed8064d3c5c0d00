import {startExec} from '../../deploy/exec/exec.ts'
import type {ExecJob} from '../../deploy/exec/job.ts'
import type {TargetFilters} from '../../deploy/targets/filters.ts'
import {findTargets, type Targets} from '../../deploy/targets/find.ts'
import {openOutlet} from '../board/outlet.ts'
import {connect} from '../connect.ts'
import {listenForGivingUp, sayWhyEnded} from '../giving-up.ts'
import {operatorOf} from '../operator.ts'
import {EXIT, type Program} from '../program.ts'
import type {ExecCommand} from './arguments.ts'
import {followExec, type Surroundings} from './follow-exec.ts'
import {createJsonFace} from './json-face.ts'
import {keep} from './keep.ts'
import {readJob} from './read-job.ts'
import {createTextFace} from './text-face.ts'

/** Runs a command on agents and prints what they say. 0 all fine, 2 some failed or silent, 1 error, 64 for what cannot be. */
export const runExec = async (program: Program, command: ExecCommand): Promise<number> => {
  const job = await readJob(command.source, program.stdin)
  const client = await connect(command.config)
  const outlet = openOutlet(program)
  const givingUp = listenForGivingUp(program.process, outlet.unread)
  try {
    return await send({client, outlet, givingUp, operator: operatorOf(program.env)}, command, job)
  } catch (error) {
    return sayWhyEnded(error, {outlet, givingUp, meaning: 'nothing was sent, and nothing runs.'})
  } finally {
    givingUp.close()
    await outlet.end()
    await client.close()
  }
}

type Sender = Surroundings & {
  /** Who runs it, for the history. */
  readonly operator: string
}

const send = async (surroundings: Sender, command: ExecCommand, job: ExecJob): Promise<number> => {
  const {client, outlet, givingUp, operator} = surroundings
  const {filters, waitMs, config} = command
  if (config.readOnly) {
    outlet.say('Nothing is run, because of --read-only.')
    return EXIT.error
  }
  const {signal} = givingUp
  const targets = await findTargets(client, {...filters, datacenter: config.datacenter}, {signal})
  const face = (command.json ? createJsonFace : createTextFace)(outlet, targets)
  face.announce()
  if (targets.expected.length === 0) {
    for (const sentence of describeNobody(targets, filters)) outlet.say(sentence)
    return EXIT.agentFailed
  }
  const exec = await startExec({client}, {job, filters, targets, heartbeatMs: waitMs}, signal)
  const byService = Boolean(filters.service)
  const code = await followExec(surroundings, {exec, face, waitMs, targets, byService})
  await keep(surroundings, {exec, order: {job, filters, targets}, operator})
  return code
}

/** An event that nobody must answer would be sent into the dark. */
const describeNobody = ({datacenter, dead, passedBy}: Targets, filters: TargetFilters): readonly string[] => {
  const wanted = Object.entries(filters).flatMap(([name, filter]) => (filter ? [`--${name} ${filter}`] : []))
  const matching = wanted.length === 0 ? '' : ` matches ${wanted.join(' ')}`
  return [
    `No living agent${datacenter === undefined ? '' : ` of ${datacenter}`}${matching || ' is known'}. Nothing was sent.`,
    ...(filters.service
      ? ['Agents hold --service against the IDs of their own services, not against names.']
      : []),
    ...(dead.length + passedBy === 0 ? ['A token sees agents only with node_prefix "" read.'] : []),
  ]
}
