import type {UserEvent} from '../api/event.ts'

/** IDs become names of files and keys, so nothing but a UUID is one. */
export const isEventId = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)

/** An event as the log names it. */
export const nameOf = ({id, name}: Pick<UserEvent, 'id' | 'name'>): string => `${name} ${id.slice(0, 8)}`
