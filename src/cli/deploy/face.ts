import type {Host} from '../../deploy/board/host.ts'
import type {Finding} from '../../deploy/preflight/finding.ts'
import type {Preflight} from '../../deploy/preflight/preflight.ts'
import type {Halt, Part, RolloutStage, Wave} from '../../deploy/waves/snapshot.ts'
import type {BoardEvent} from '../board/board-events.ts'
import type {Silence} from '../board/silences.ts'

export type Conclusion = {
  /** `halted`: nobody was there to decide how to go on. */
  readonly result: Exclude<RolloutStage, 'running'>
  /** To go on with it; undefined where nothing was fired. */
  readonly id: string | undefined
  readonly hosts: readonly Host[]
  readonly silences: readonly Silence[]
}

export type WaveNews = {readonly wave: Wave; readonly place: number; readonly count: number}

/** How a deploy is told: to people, or to programs. */
export type DeployFace = {
  readonly finding: (finding: Finding) => void
  /** Once all is found, before anything is fired. */
  readonly plan: (preflight: Preflight) => void
  /** A wave is in another stage. */
  readonly wave: (news: WaveNews) => void
  readonly fired: (part: Part) => void
  readonly halt: (halt: Halt) => void
  readonly tell: (events: readonly BoardEvent[]) => void
  readonly conclude: (conclusion: Conclusion) => void
}
