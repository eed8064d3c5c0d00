import type {ConsulClient} from '../../api/client.ts'
import {type Clock, systemClock} from '../../api/clock.ts'
import type {KvOperation} from '../../api/kv-operation.ts'
import {transact} from '../../api/transaction.ts'
import type {Host} from '../board/host.ts'
import type {Output} from '../board/transcript.ts'
import type {Exec, ExecRequest} from '../exec/exec.ts'
import type {ExecJob} from '../exec/job.ts'
import {formatJobKey, type JobKey, jobFolder} from '../protocol/keys.ts'
import {outcomeOf} from './outcome.ts'
import {pruneJobs} from './prune.ts'
import type {ExecRecord} from './record.ts'
import {encodeRecord, recordKey} from './record-json.ts'

type KeepExecDeps = {
  readonly client: ConsulClient
  readonly clock?: Clock | undefined
  /** Who ran it, for the history: `ann@bastion`. */
  readonly operator: string
}

/**
 * Copies an exec that is over into the history: what its hosts have answered, with outputs of which only the end is kept where
 * they are long, and last the record. Consul itself forgets all of it with the session.
 */
export const keepExec = async (
  {client, clock = systemClock, operator}: KeepExecDeps,
  {id, board, snapshot}: Exec,
  {job, filters, targets}: Pick<ExecRequest, 'job' | 'filters' | 'targets'>,
): Promise<void> => {
  const {datacenter, expected, dead} = targets
  const {hosts, totals, firedAtMs} = board.snapshot()
  const {stage} = snapshot()
  const record: ExecRecord = {
    kind: 'exec',
    id,
    datacenter,
    by: operator,
    startedAtMs: firedAtMs ?? clock.now(),
    endedAtMs: clock.now(),
    filters,
    expected: expected.map(({node}) => node),
    dead: dead.map(({node}) => node),
    outcome: outcomeOf(totals),
    command: describeJob(job),
    stage: stage === 'detached' || stage === 'lost' ? stage : 'finished',
  }
  const capBytes = outputCap(hosts.length)
  const operations = hosts.flatMap(host => wordsOf(id, host, board.output(host.node), capBytes))
  await writeAll(client, operations, datacenter)
  await writeAll(client, [{verb: 'set', key: recordKey(id), value: encodeRecord(record)}], datacenter)
  await pruneJobs(client, {datacenter, nowMs: clock.now()})
}

const KIB = 1024

/** Of each host's output, so that all together stay small: each byte of it goes through Raft once more. */
const outputCap = (hosts: number): number => Math.max(KIB, Math.min(16 * KIB, Math.floor(KIB ** 2 / hosts)))

const describeJob = (job: ExecJob): string => {
  if ('command' in job) return job.command
  if ('args' in job) return job.args.join(' ')
  return Buffer.from(job.script).toString().split('\n', 1)[0] ?? ''
}

/** What a host has said, in the order in which a `lictor agent` would have written it. */
const wordsOf = (
  id: string,
  {node, state, exitCode}: Host,
  output: Output,
  capBytes: number,
): readonly KvOperation[] => {
  if (state === 'silent' || state === 'dead') return []
  const word = (key: JobKey, value: Uint8Array): KvOperation => ({
    verb: 'set',
    key: jobFolder('_deploy', id) + formatJobKey(key),
    value,
  })
  return [
    word({kind: 'ack', node}, new Uint8Array()),
    ...(output.text === '' ? [] : [word({kind: 'out', node, chunk: 0}, endOf(output, capBytes))]),
    ...(exitCode === undefined ? [] : [word({kind: 'exit', node}, Buffer.from(String(exitCode)))]),
  ]
}

const endOf = ({text, isCut}: Output, capBytes: number): Uint8Array => {
  const bytes = Buffer.from(text)
  const left = Math.max(0, bytes.length - capBytes)
  const before = left > 0 ? `... ${left} bytes before this were not kept\n` : ''
  const after = isCut ? '\n... and what came after was not read\n' : ''
  return Buffer.concat([Buffer.from(before), bytes.subarray(left), Buffer.from(after)])
}

/** Well below what a transaction may hold. */
const MOST_OPERATIONS = 64
const MOST_BYTES = 256 * KIB

const writeAll = async (
  client: ConsulClient,
  operations: readonly KvOperation[],
  datacenter: string | undefined,
): Promise<void> => {
  let left = operations
  while (left.length > 0) {
    let count = 0
    let bytes = 0
    for (const operation of left.slice(0, MOST_OPERATIONS)) {
      bytes += 'value' in operation ? operation.value.byteLength : 0
      if (count > 0 && bytes > MOST_BYTES) break
      count += 1
    }
    await transact(client, left.slice(0, count), {datacenter})
    left = left.slice(count)
  }
}
