import type {Phase} from '../../deploy/protocol/phase.ts'

/** A deploy that ended with its process, by a kill or a reboot. */
export type InterruptedDeploy = {
  readonly url: string
  readonly dest?: string | undefined
  /** The phase it was in. While `syncing` with rsync the destination may hold parts of both trees. */
  readonly during: Phase
  readonly startedMs: number
}

/**
 * To be called when an agent starts: ends what a killed deploy has left running, removes its temporary folders and
 * says what was interrupted.
 */
export type CleanUpInterrupted = (stateFolder: string) => Promise<readonly InterruptedDeploy[]>
