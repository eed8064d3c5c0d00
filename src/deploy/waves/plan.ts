import {EVENT_LIMIT, eventSize} from '../fire/event-size.ts'
import type {TargetFilters} from '../targets/filters.ts'
import {nodeFilter} from './node-filter.ts'
import type {DeployRequest} from './request.ts'
import {reach, type WaveSize} from './sizes.ts'

/** An event that is to be fired: its filters, and who must answer it. */
export type PlannedPart = {readonly filters: TargetFilters; readonly nodes: readonly string[]}

export type PlannedWave = {
  readonly size: WaveSize
  readonly nodes: readonly string[]
  /** More than one where the names do not fit into one event. */
  readonly parts: readonly PlannedPart[]
}

/** Which hosts are told when. */
export type Plan = {
  readonly waves: readonly PlannedWave[]
  /** Hosts that match, and that no wave reaches. */
  readonly leftOut: readonly string[]
}

type Wanted = Pick<DeployRequest, 'event' | 'url' | 'filters' | 'waves'>

/** Lays the hosts out in waves, in the order of their names. Waves that would have no host of their own are dropped. */
export const planWaves = (request: Wanted, nodes: readonly string[]): Plan => {
  const {waves, filters} = request
  const [first] = waves
  // All at once are those who match when they hear it, be they known to us or not.
  if (waves.length === 1 && first?.kind === 'all' && size(request, filters) <= EVENT_LIMIT)
    return {waves: [{size: first, nodes, parts: [{filters, nodes}]}], leftOut: []}
  const planned: PlannedWave[] = []
  let reached = 0
  for (const wave of waves) {
    const end = Math.max(reached, reach(wave, nodes.length))
    const own = nodes.slice(reached, end)
    if (own.length > 0) planned.push({size: wave, nodes: own, parts: planParts(request, own)})
    reached = end
  }
  return {waves: planned, leftOut: nodes.slice(reached)}
}

/** The events that reach these nodes, in as few as their size allows. A name that is too long for any has one of its own. */
export const planParts = (
  request: Omit<Wanted, 'waves'>,
  nodes: readonly string[],
): readonly PlannedPart[] => {
  const parts: PlannedPart[] = []
  let left = nodes
  while (left.length > 0) {
    let count = 1
    while (count < left.length && fits(request, left.slice(0, count + 1))) count += 1
    const own = left.slice(0, count)
    parts.push({filters: naming(request, own), nodes: own})
    left = left.slice(count)
  }
  return parts
}

const fits = (request: Omit<Wanted, 'waves'>, nodes: readonly string[]): boolean =>
  size(request, naming(request, nodes)) <= EVENT_LIMIT

/** Who has lost the service meanwhile is to be left alone, so that filter stays. */
const naming = ({filters}: Pick<Wanted, 'filters'>, nodes: readonly string[]): TargetFilters => ({
  ...filters,
  node: nodeFilter(nodes),
})

const size = ({event, url}: Pick<Wanted, 'event' | 'url'>, filters: TargetFilters): number =>
  eventSize({name: event, payload: Buffer.from(url), ...filters})
