import type {ConsulClient} from '../../api/client.ts'
import {type Clock, systemClock} from '../../api/clock.ts'
import {abortError, ConsulError, isConsulError} from '../../api/errors.ts'
import {fireEvent} from '../../api/event.ts'
import {putKey} from '../../api/kv.ts'
import {type Board, createBoard} from '../board/board.ts'
import type {Subscribe} from '../listeners.ts'
import {formatJobKey, jobFolder} from '../protocol/keys.ts'
import type {TargetFilters} from '../targets/filters.ts'
import type {Targets} from '../targets/find.ts'
import {openExecSession} from './exec-session.ts'
import {type ExecJob, encodeJob} from './job.ts'
import {createRun, type ExecSnapshot} from './run.ts'

export type ExecRequest = {
  readonly job: ExecJob
  readonly filters: TargetFilters
  /** What `findTargets` has found for these filters. */
  readonly targets: Targets
  /** How long a host is quiet before it sends a heartbeat; two seconds unless told. */
  readonly heartbeatMs?: number | undefined
  /** How long the servers have to get the job before the event; by how many agents will ask for it, unless told. */
  readonly replicationMs?: number | undefined
  readonly capBytes?: number | undefined
}

/** A command that hosts have been told to run. It ends by itself with the last of those who must answer. */
export type Exec = {
  /** ID of its session, and of its folder below `_rexec/`. */
  readonly id: string
  readonly board: Board
  readonly snapshot: () => ExecSnapshot
  readonly subscribe: Subscribe
  /** Stops listening and takes the keys away. What runs goes on to its end, unheard; nothing can stop it from here. */
  readonly detach: () => void
  /** Resolves when it has come to its end, and its keys are away. Never rejects. */
  readonly ended: Promise<void>
}

type ExecDeps = {readonly client: ConsulClient; readonly clock?: Clock | undefined}

/**
 * Has hosts run a command by Consul's own remote exec (consul-wire 1). The event is sent once, whatever happens.
 * @throws ConsulError where it did not come to that, and an abort error before it; then nothing is left behind.
 */
export const startExec = async (
  {client, clock = systemClock}: ExecDeps,
  request: ExecRequest,
  signal: AbortSignal = new AbortController().signal,
): Promise<Exec> => {
  const {expected, dead, datacenter} = request.targets
  const id = await openExecSession(client, request.targets, signal)
  const board = createBoard(
    {client, clock},
    {
      root: '_rexec',
      id,
      datacenter,
      expected: expected.map(({node}) => node),
      dead: dead.map(({node}) => node),
      capBytes: request.capBytes,
    },
  )
  const run = createRun({client, clock, id, datacenter, board})
  try {
    await writeJob(client, id, request, signal)
    const {replicationMs = expected.length > FEW ? REPLICATION_MS : 0} = request
    await Promise.all([clock.sleep(replicationMs, signal), board.ready])
    if (signal.aborted) throw abortError()
    if (run.snapshot().stage !== 'preparing') throw sessionEnded()
    board.fired()
    run.begin(await fireOnce(client, id, request))
  } catch (error) {
    run.end('failed')
    await run.ended
    throw error
  }
  const {snapshot, subscribe, ended} = run
  return {id, board, snapshot, subscribe, detach: () => run.end('detached'), ended}
}

/** What the stock CLI takes too (`-wait-repl` and `-wait`). */
const REPLICATION_MS = 200
const HEARTBEAT_MS = 2_000

/** An agent that does not find the job on any server asks the leader. So many at once are no burden for it. */
const FEW = 100

const writeJob = async (
  client: ConsulClient,
  id: string,
  {job, heartbeatMs = HEARTBEAT_MS, targets: {datacenter}}: ExecRequest,
  signal: AbortSignal,
): Promise<void> => {
  const key = jobFolder('_rexec', id) + formatJobKey({kind: 'job'})
  const write = {key, value: encodeJob(job, heartbeatMs), acquire: id}
  if (!(await putKey(client, write, {datacenter, signal}))) throw sessionEnded()
}

const sessionEnded = (): ConsulError =>
  new ConsulError({
    kind: 'conflict',
    shortMessage: 'The session of the exec ended before the exec began',
    nextStep: 'Try again.',
  })

/** Resolves to the error of a fire of which nobody knows whether it went out. */
const fireOnce = async (
  client: ConsulClient,
  id: string,
  {filters, targets: {datacenter}}: ExecRequest,
): Promise<ConsulError | undefined> => {
  const payload = Buffer.from(JSON.stringify({Prefix: '_rexec', Session: id}))
  try {
    await fireEvent(client, {name: '_rexec', payload, ...filters}, {datacenter})
    return undefined
  } catch (error) {
    const isRefusal = isConsulError(error) && error.status !== undefined && error.status !== 200
    if (!isConsulError(error) || isRefusal) throw error
    return error
  }
}
