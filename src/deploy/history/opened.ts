import type {BoardFace} from '../board/face.ts'
import type {Subscribe} from '../listeners.ts'
import type {JobRecord} from './record.ts'

/** A job out of the history with its board: over, or followed while whoever began it goes on. */
export type OpenedJob = {
  readonly id: string
  /** Undefined where no Lictor has begun it: hosts answer to an event that `consul event` has fired. The newest, while it goes on. */
  readonly record: () => JobRecord | undefined
  readonly board: BoardFace
  /** Told of a new record; the board tells by itself. */
  readonly subscribe: Subscribe
  readonly close: () => void
}

/** A line of the history. */
export type PastJob = {readonly id: string; readonly record?: JobRecord | undefined}
