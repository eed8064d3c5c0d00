import type {UserEvent} from '../api/event.ts'
import type {Phase} from '../deploy/protocol/phase.ts'

/** An event as the log names it. */
export const nameOf = ({id, name}: Pick<UserEvent, 'id' | 'name'>): string => `${name} ${id.slice(0, 8)}`

/** What a host was about, in a sentence; a command has no phases but its running. */
export const doing = (phase: Phase | undefined): string =>
  phase === undefined || phase === 'received' ? 'running' : phase
