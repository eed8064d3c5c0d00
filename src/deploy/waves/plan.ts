import type {TargetFilters} from '../targets/filters.ts'
import type {WaveSize} from './sizes.ts'

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
