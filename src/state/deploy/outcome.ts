import type {AgentSelf} from '../../api/agent-self.ts'
import {groupOutputs, type OutputGroup} from '../../deploy/board/groups.ts'
import {type Host, isFinished} from '../../deploy/board/host.ts'
import {explainSilence} from '../../deploy/board/silence.ts'
import {describeLeftBehind} from '../../deploy/exec/left-behind.ts'
import type {DeployJob, JobInfo, JobState} from './job.ts'

/** The hosts that have ended, those that have ended alike together, the most first. */
export const groupsOf = ({hosts}: JobState): readonly OutputGroup[] => groupOutputs(hosts)

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

/** Holds the ends of two jobs against each other, node by node; what differs comes first, the most nodes of it first. */
export const compareOutcomes = (left: JobState, right: JobState): readonly OutcomePair[] => {
  const [before, after] = [byNode(left), byNode(right)]
  const nodes = [...new Set([...before.keys(), ...after.keys()])].toSorted()
  const pairs = nodes.map(node => ({node, left: before.get(node), right: after.get(node)}))
  const alike = Map.groupBy(pairs, pair => `${endOf(pair.left)} | ${endOf(pair.right)}`)
  return [...alike.values()]
    .map(own => ({
      nodes: own.map(({node}) => node),
      left: own[0]?.left,
      right: own[0]?.right,
      isSame: endOf(own[0]?.left) === endOf(own[0]?.right),
    }))
    .toSorted(
      (one, other) => Number(one.isSame) - Number(other.isSame) || other.nodes.length - one.nodes.length,
    )
}

const byNode = ({hosts}: JobState): ReadonlyMap<string, Host> => new Map(hosts.map(host => [host.node, host]))

/** Equal for equal ends. */
const endOf = (host: Host | undefined): string => {
  if (host === undefined) return 'none'
  return isFinished(host) ? `${host.exitCode} ${host.isCut} ${host.digest}` : host.state
}

/** What a node has written, as text; of a node that wrote nothing, nothing. */
export const textOf = (job: DeployJob, node: string | undefined): string =>
  node === undefined ? '' : job.output(node).text

/** What becomes of its hosts if a job is given up now; nothing where all have ended. */
export const leftBehindOf = ({info, store}: DeployJob): readonly string[] =>
  info.kind === 'exec' ? describeLeftBehind(store.getState().hosts) : [LET_GO]

const LET_GO =
  'No further wave begins. Hosts that have the event go on, and whoever opens it from the history can take it over.'
