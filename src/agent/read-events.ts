import {decodeUserEvents, type UserEvent} from '../api/event.ts'

/** What `consul watch -type=event` writes to its handler. @throws Error with a sentence for anything else. */
export const readEvents = (text: string): readonly UserEvent[] => {
  try {
    return decodeUserEvents(JSON.parse(text))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`what came on standard input is not what consul watch -type=event writes: ${reason}`)
  }
}
