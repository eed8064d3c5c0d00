import {createStore, type StoreApi} from 'zustand/vanilla'
import type {Clock} from '../api/clock.ts'
import {createCoalesce} from '../api/coalesce.ts'
import {CONNECTING, type Live, looksSame, type Query, reduce} from './live.ts'

/** One query's store and its loop, which runs from `open` to `close`. The store outlives the loop. */
export type LiveEntry = {
  readonly store: StoreApi<Live<unknown>>
  readonly isOpen: () => boolean
  readonly open: () => void
  readonly close: () => void
  /** Closes it for want of anybody who looks: what it knows is no longer live. */
  readonly retire: () => void
}

export const createLiveEntry = (
  query: Query<unknown>,
  {
    clock,
    publishMs,
    onPublish,
  }: {readonly clock: Clock; readonly publishMs: number; readonly onPublish: () => void},
): LiveEntry => {
  const store = createStore<Live<unknown>>(() => CONNECTING)
  const publish = (live: Live<unknown>): void => {
    store.setState(live, true)
    onPublish()
  }
  const coalesce = createCoalesce(publish, publishMs, clock)
  let running: AbortController | undefined

  const run = async (signal: AbortSignal): Promise<void> => {
    for await (const event of query.open(signal)) {
      if (signal.aborted) return
      const waiting = coalesce.latest()
      const next = reduce(waiting ?? store.getState(), event, clock.now())
      // An answer without news draws nothing, and must not hold up the next that has some.
      if (waiting === undefined && looksSame(store.getState(), next)) publish(next)
      else coalesce.push(next)
    }
  }
  const close = (): void => {
    running?.abort()
    running = undefined
    coalesce.flush()
  }
  return {
    store,
    isOpen: () => running !== undefined,
    open: () => {
      running = new AbortController()
      void run(running.signal)
    },
    close,
    retire: () => {
      close()
      store.setState(live => (live.link === 'live' ? {...live, link: 'connecting'} : live), true)
    },
  }
}
