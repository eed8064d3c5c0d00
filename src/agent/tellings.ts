import type {Clock} from '../api/clock.ts'
import {sentence} from './trouble.ts'

/** What Consul still has to be told, while other things go on. */
export type Tellings = {
  readonly add: (told: Promise<unknown>) => void
  /** Waits for all of it, but not for ever: the next start tells what is left. */
  readonly flush: () => Promise<void>
}

const FLUSH_MS = 15_000

export const createTellings = (
  {clock, log}: {readonly clock: Clock; readonly log: (line: string) => void},
  giveUp: () => void,
): Tellings => {
  const open = new Set<Promise<unknown>>()
  return {
    add: told => {
      const settled = told.catch(error => log(sentence(error))).finally(() => open.delete(settled))
      open.add(settled)
    },
    flush: async () => {
      const isOver = new AbortController()
      const late = clock.sleep(FLUSH_MS, isOver.signal)
      await Promise.race([Promise.all(open), late])
      isOver.abort()
      if (open.size > 0) log('Consul has not taken all acknowledgements; the next start brings the rest')
      giveUp()
      await Promise.all(open)
    },
  }
}
