import type {TargetFilters} from '../targets/filters.ts'
import type {WaveSize} from './sizes.ts'

/** By which rules a deploy goes on from wave to wave. */
export type Terms = {
  /** Names of services that must pass after each wave. */
  readonly services: readonly string[]
  /** How long they must pass without a break. */
  readonly steadyMs: number
  /** When a host that has not answered counts as silent. */
  readonly answerWithinMs: number
  /** When a host that has answered, and not ended, counts as silent too. */
  readonly endWithinMs: number
}

/** What an operator wants deployed, to whom, and how carefully. */
export type DeployRequest = {
  /** The event's name. */
  readonly event: string
  /** Of the manifest: the event's payload. */
  readonly url: string
  readonly filters: TargetFilters
  /** The asked agent's own unless given. */
  readonly datacenter?: string | undefined
  /** At least one. */
  readonly waves: readonly WaveSize[]
  readonly terms: Terms
  /** Of consul-kv-dashboard, whose hooks answer for hosts that run a stock stretcher; the event's name unless given. */
  readonly category?: string | undefined
}

/**
 * What is taken where an operator does not say. Gossip passes an agent by now and then, one in some hundred; it hears of the event
 * all the same when it next compares its state with another's, which they do every 30 seconds.
 */
export const USUAL_TERMS: Terms = {
  services: [],
  steadyMs: 10_000,
  answerWithinMs: 60_000,
  endWithinMs: 3_600_000,
}

/** All at once. */
export const USUAL_WAVES: readonly WaveSize[] = [{kind: 'all'}]
