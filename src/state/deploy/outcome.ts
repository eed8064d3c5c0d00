import type {AgentSelf} from '../../api/agent-self.ts'
import {type Host, isFinished} from '../../deploy/board/host.ts'
import {explainSilence} from '../../deploy/board/silence.ts'
import {describeLeftBehind} from '../../deploy/exec/left-behind.ts'
import type {DeployJob, JobInfo, JobState} from './job.ts'
import {comparableText} from './output-groups.ts'

/** Why a host has not answered, the likeliest first; nothing for one that has. */
export const silenceOf = (
  {kind, filters}: JobInfo,
  host: Pick<Host, 'node' | 'state'>,
  asked: AgentSelf | undefined,
): readonly string[] => {
  if (host.state !== 'silent' && host.state !== 'dead') return []
  const root = kind === 'exec' ? '_rexec' : '_deploy'
  return explainSilence({host, root, byService: Boolean(filters.service), asked})
}

/** Nodes on which two jobs came to the same two ends. */
export type OutcomePair = {
  readonly nodes: readonly string[]
  /** Absent where that job did not tell the node to do anything. */
  readonly left: Host | undefined
  readonly right: Host | undefined
  readonly isSame: boolean
}

/** A job with the state that is looked at. */
export type OutcomeSide = {readonly job: DeployJob; readonly state: JobState}

/** Holds the ends of two jobs against each other, node by node; what differs comes first, the most nodes of it first. */
export const compareOutcomes = (left: OutcomeSide, right: OutcomeSide): readonly OutcomePair[] => {
  const [before, after] = [endsOf(left), endsOf(right)]
  const nodes = [...new Set([...before.keys(), ...after.keys()])].toSorted()
  const pairs = nodes.map(node => ({node, left: before.get(node), right: after.get(node)}))
  const alike = Map.groupBy(pairs, pair => JSON.stringify([pair.left?.end, pair.right?.end]))
  return [...alike.values()]
    .map(own => ({
      nodes: own.map(({node}) => node),
      left: own[0]?.left?.host,
      right: own[0]?.right?.host,
      isSame: own[0]?.left?.end === own[0]?.right?.end,
    }))
    .toSorted(
      (one, other) => Number(one.isSame) - Number(other.isSame) || other.nodes.length - one.nodes.length,
    )
}

type End = {readonly host: Host; readonly end: string}

/** By node; `end` is equal for equal ends. */
const endsOf = ({job, state: {hosts}}: OutcomeSide): ReadonlyMap<string, End> =>
  new Map(
    hosts.map(host => {
      const {node, state, exitCode, isCut} = host
      const end = isFinished(host) ? `${exitCode} ${isCut} ${comparableText(job, node)}` : state
      return [node, {host, end}]
    }),
  )

/** What becomes of its hosts if a job is given up now; nothing where all have ended. */
export const leftBehindOf = ({info, store}: DeployJob): readonly string[] =>
  info.kind === 'exec' ? describeLeftBehind(store.getState().hosts) : [LET_GO]

const LET_GO =
  'No further wave begins. Hosts that have the event go on, and whoever opens it from the history can take it over.'
