import type {ConsulError} from '../../api/errors.ts'
import type {WaveSize} from './sizes.ts'

/** One event of a wave. A wave has several where the names of its hosts do not fit into one. */
export type Part = {
  /** The event's ID, below which its hosts answer. */
  readonly id: string
  /** Place of the wave. */
  readonly wave: number
  /** Who must answer it; a part with hosts of an earlier one tries those again. */
  readonly nodes: readonly string[]
  readonly firedAtMs: number
}

/**
 * `waiting`: its turn has not come; `firing`; `running`: until each host has ended; `settling`: until the services have
 * passed long enough; `done`: it is over, well or waved through.
 */
export type WaveStage = 'waiting' | 'firing' | 'running' | 'settling' | 'done'

export type Wave = {
  readonly size: WaveSize
  /** Names, in their order. */
  readonly nodes: readonly string[]
  readonly stage: WaveStage
}

/** What an operator may do about a halt. */
export type Choice = 'resume' | 'retryFailed' | 'stop'

/**
 * Why a rollout does not go on by itself. `doubt`: nobody knows whether an event went out; `refused`: it did not;
 * `left`: whoever began it is not there any more, or has only been halted.
 */
export type HaltCause = 'failed' | 'silent' | 'critical' | 'frozen' | 'doubt' | 'refused' | 'left'

export type Halt = {
  readonly cause: HaltCause
  /** Why, for the operator. */
  readonly sentence: string
  /** What each choice would do, in the order in which they are offered; `stop` is the last. */
  readonly choices: readonly {readonly choice: Choice; readonly meaning: string}[]
  /** Hosts that failed, and those that are silent; by name. */
  readonly failed: readonly string[]
  readonly silent: readonly string[]
  readonly error?: ConsulError | undefined
}

/**
 * `finished`: the last wave is over; `stopped`: by the operator; `detached`: it is not looked at any more, and who has the
 * event goes on.
 */
export type RolloutStage = 'running' | 'halted' | 'finished' | 'stopped' | 'detached'

/** All that is known of a rollout at one moment, but what its hosts say: that is on the board. */
export type RolloutSnapshot = {
  readonly stage: RolloutStage
  readonly waves: readonly Wave[]
  /** Place of the one that is under way, or was last. */
  readonly wave: number
  readonly parts: readonly Part[]
  /** While it is halted. */
  readonly halt?: Halt | undefined
  /** What it waits for right now, for the operator: `web passes for 12 of 30 s`. */
  readonly waitsFor?: string | undefined
  /** Why others cannot see it, or will not find it in the history. */
  readonly trouble?: ConsulError | undefined
}
