import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import type {CombinedBoard} from '../board/combined.ts'
import type {TargetFilters} from '../targets/filters.ts'
import type {PlannedPart} from './plan.ts'
import type {Progress} from './progress.ts'
import type {Terms} from './request.ts'
import type {Part} from './snapshot.ts'

/** What is deployed, and by which rules: of a new rollout, or of one that is taken over. */
export type Course = {
  readonly event: string
  readonly url: string
  readonly filters: TargetFilters
  readonly datacenter: string | undefined
  readonly isForeign: boolean
  readonly terms: Terms
}

/** What the steps of a rollout work with. */
export type CourseContext = {
  readonly client: ConsulClient
  readonly clock: Clock
  readonly course: Course
  /** The events that the plan has for a wave. */
  readonly planned: (wave: number) => readonly PlannedPart[]
  readonly progress: Progress
  readonly board: CombinedBoard
  /** Since when their answers can come again, after Consul was away; 0 where it never was. */
  readonly heardSinceMs: () => number
  /** Begins to listen to those who must answer an event that is out. */
  readonly follow: (part: Part) => void
  /** Resolves once others can see how far it is, or cannot for now. */
  readonly settled: () => Promise<void>
  /** The freeze that was waved through. */
  readonly freezeIndex: string | undefined
  /** Hosts whose failure or silence was waved through. */
  readonly waived: Set<string>
  readonly signal: AbortSignal
}
