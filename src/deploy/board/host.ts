import type {Acknowledgement} from '../protocol/acknowledgement.ts'
import type {PhaseReport} from '../protocol/phase.ts'

/** What was known of a host before the event was fired; `unexpected` ones answer all the same. */
export type Expectation = 'expected' | 'dead' | 'unexpected'

/**
 * How far a host is. `silent`: it must answer, and has not; `dead`: gossip had lost it, so it need not; `acked`: it has
 * taken the event and said nothing more; `done` and `failed`: it has written its exit code.
 */
export type HostState = 'silent' | 'dead' | 'acked' | 'running' | 'done' | 'failed'

/** A row of the board. Times are by our clock, and absent for what was there before we looked. */
export type Host = {
  readonly node: string
  readonly expectation: Expectation
  readonly state: HostState
  /** What `lictor agent` says of itself; Consul's remote exec says nothing. */
  readonly acknowledgement?: Acknowledgement | undefined
  readonly phase?: PhaseReport | undefined
  /** Absent while it runs, and where what it wrote is no number. Of remote exec: 255 not started, -1 killed. */
  readonly exitCode?: number | undefined
  readonly ackedAtMs?: number | undefined
  readonly finishedAtMs?: number | undefined
  /** The last sign of life, heartbeats included. */
  readonly heardAtMs?: number | undefined
  /** The last line of output that is not empty. As it came: nothing of it is fit for a terminal. */
  readonly lastLine: string
  /** Of the output that was read. */
  readonly bytes: number
  /** There is more output than is read of one host. */
  readonly isCut: boolean
  /** Of one that has ended: equal for equal outputs, as far as they were read. */
  readonly digest?: string | undefined
}

/** Whether it has answered, and not come to its end. */
export const isUnderWay = ({state}: Host): boolean => state === 'acked' || state === 'running'

export const isFinished = ({state}: Host): boolean => state === 'done' || state === 'failed'
