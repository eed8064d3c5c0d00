import type {Host} from '../../deploy/board/host.ts'
import type {Exec} from '../../deploy/exec/exec.ts'
import type {BoardEvent} from '../board/board-events.ts'
import type {Silence} from '../board/silences.ts'

/**
 * How an exec came to its end: `finished`: all have ended who must; `silent`: some have said nothing for too long; `cutOff`:
 * Consul was away for too long; `lost`: the session ended; `detached`: the operator has given it up.
 */
export type ExecResult = 'finished' | 'silent' | 'cutOff' | 'lost' | 'detached'

export type Conclusion = {
  readonly result: ExecResult
  readonly hosts: readonly Host[]
  readonly silences: readonly Silence[]
}

/** How an exec is told: to people, or to programs. */
export type ExecFace = {
  /** Before anything is sent. */
  readonly announce: () => void
  readonly begin: (exec: Exec) => void
  readonly tell: (events: readonly BoardEvent[]) => void
  readonly conclude: (conclusion: Conclusion) => void
}
