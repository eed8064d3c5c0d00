import {createStore, type StoreApi} from 'zustand/vanilla'
import {type Clock, systemClock} from '../api/clock.ts'

/** The time for ages on the screen. It ticks only while somebody shows an age, so that an idle screen stays still. */
export type Ticker = {
  readonly store: StoreApi<{readonly now: number}>
  readonly subscribe: () => () => void
}

export const createTicker = ({
  clock = systemClock,
  everyMs = 1_000,
}: {
  readonly clock?: Clock
  readonly everyMs?: number
} = {}): Ticker => {
  const store = createStore(() => ({now: clock.now()}))
  let users = 0
  let timer: NodeJS.Timeout | undefined
  return {
    store,
    subscribe: () => {
      users += 1
      store.setState({now: clock.now()})
      timer ??= setInterval(() => store.setState({now: clock.now()}), everyMs)
      return () => {
        users -= 1
        if (users > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}
