import type {UserEvent} from '../api/event.ts'
import type {PhaseReport} from '../deploy/protocol/phase.ts'

/** Where a handler tells how far it is; neither waits nor fails. */
export type Report = {
  readonly phase: (report: PhaseReport) => void
  /** The log of the deploy and what its commands write, merged. */
  readonly output: (bytes: Uint8Array) => void
}

/** What runs an event on this host. Resolves to the exit code; `failed` with its reason is reported before. */
export type Handler = (event: UserEvent, report: Report, signal: AbortSignal) => Promise<number>
