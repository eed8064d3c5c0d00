import type {ConsulClient} from '../api/client.ts'
import type {Clock} from '../api/clock.ts'
import {listEvents, type UserEvent} from '../api/event.ts'
import {watch} from '../api/watch.ts'
import {sentence} from './trouble.ts'

export type FollowDeps = {
  readonly client: ConsulClient
  readonly clock: Clock
  readonly log: (line: string) => void
  /** Told of all that the agent has heard under this name, at each answer: news or not. */
  readonly onList: (name: string, events: readonly UserEvent[]) => void
}

/** After a refusal, which an operator may mend meanwhile. */
const REFUSED_PAUSE_MS = 15_000

/** Follows the events of one name until `signal` aborts, over restarts of the agent and refusals alike. */
export const followEvents = async (
  {client, clock, log, onList}: FollowDeps,
  name: string,
  signal: AbortSignal,
): Promise<void> => {
  let state = ''
  const say = (words: string): void => {
    if (words !== state) log(words)
    state = words
  }
  while (!signal.aborted) {
    let last: readonly UserEvent[] = []
    const read = (options: Parameters<typeof listEvents>[2]) => listEvents(client, {name}, options)
    for await (const event of watch(read, {signal, clock, unordered: true})) {
      if (event.type === 'failed') {
        say(`cannot listen for ${name}: ${sentence(event.error)}`)
        continue
      }
      if (event.type === 'data') last = event.reply.data
      onList(name, last)
      say(`listens for ${name}`)
    }
    await clock.sleep(REFUSED_PAUSE_MS, signal)
  }
}
