import {randomUUID} from 'node:crypto'
import type {ConsulClient} from '../api/client.ts'
import type {Clock} from '../api/clock.ts'
import {listEvents, type UserEvent} from '../api/event.ts'
import {watch} from '../api/watch.ts'
import {sentence} from './trouble.ts'

export type FollowDeps = {
  readonly client: ConsulClient
  readonly clock: Clock
  readonly log: (line: string) => void
  /**
   * Told of all that the agent has heard under this name, at each answer: news or not. `listener` stays the same for as
   * long as nothing can have been heard unnoticed.
   */
  readonly onList: (name: string, events: readonly UserEvent[], listener: string) => void
}

/** After a refusal, which an operator may mend meanwhile. */
const REFUSED_PAUSE_MS = 15_000
/** A query is held for a minute; with longer between two answers this process, or the machine, has stood still. */
const LONGEST_SILENCE_MS = 120_000

/** Follows the events of one name until `signal` aborts, over restarts of the agent and refusals alike. */
export const followEvents = async (deps: FollowDeps, name: string, signal: AbortSignal): Promise<void> => {
  const {client, clock, onList} = deps
  const say = sayingOnce(deps.log)
  const read = (options: Parameters<typeof listEvents>[2]) => listEvents(client, {name}, options)
  let listener = randomUUID()
  let answeredMs = clock.now()
  while (!signal.aborted) {
    let last: readonly UserEvent[] = []
    for await (const event of watch(read, {signal, clock, unordered: true})) {
      const now = clock.now()
      if (event.type === 'failed' || now - answeredMs > LONGEST_SILENCE_MS) listener = randomUUID()
      if (event.type === 'failed') {
        say(`cannot listen for ${name}: ${sentence(event.error)}`)
        continue
      }
      answeredMs = now
      if (event.type === 'data') last = event.reply.data
      onList(name, last, listener)
      say(`listens for ${name}`)
    }
    await clock.sleep(REFUSED_PAUSE_MS, signal)
  }
}

/** The same again is no news. */
const sayingOnce = (log: (line: string) => void): ((line: string) => void) => {
  let last = ''
  return line => {
    if (line !== last) log(line)
    last = line
  }
}
