import type {BoardFace} from '../board/face.ts'
import type {DeployRecord} from '../history/record.ts'
import type {Subscribe} from '../listeners.ts'
import type {RolloutSnapshot} from './snapshot.ts'

/** A deploy on its way through its waves. It goes on by itself until it is halted, or over. */
export type Rollout = {
  /** Of all hosts that were told so far; a host that was told again shows its last try. */
  readonly board: BoardFace
  readonly snapshot: () => RolloutSnapshot
  readonly subscribe: Subscribe
  /** What others see of it; undefined until the first event is out. */
  readonly record: () => DeployRecord | undefined
  /** Takes what has halted it as it is, and goes on. Only while it is halted and the halt has this choice, as the next. */
  readonly resume: () => void
  /** Fires anew for the hosts of this wave that failed or are silent. */
  readonly retryFailed: () => void
  /** Begins nothing more, at any time. Hosts that have the event go on, and the board listens to them until they end. */
  readonly stop: () => void
  /** Ends the listening too. Where the rollout is not over, others may take it up from the history. */
  readonly detach: () => void
  /** Resolves when it is over: finished, stopped or detached, and written down as such. Never rejects. */
  readonly ended: Promise<void>
}
