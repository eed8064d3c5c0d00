import {createStore, type StoreApi} from 'zustand/vanilla'

export type FlashLevel = 'done' | 'refused' | 'failed'

/** The outcome of the last action, shown for a while. */
export type Flash = {readonly level: FlashLevel; readonly text: string; readonly nextStep?: string}

export type FlashStore = {
  readonly store: StoreApi<{readonly current: Flash | undefined}>
  readonly show: (flash: Flash) => void
  readonly clear: () => void
}

/** Six seconds, as k9s has it; a failure stays until the next key so that nobody misses why. */
export const createFlash = ({showMs = 6_000}: {readonly showMs?: number} = {}): FlashStore => {
  const store = createStore<{readonly current: Flash | undefined}>(() => ({current: undefined}))
  let timer: NodeJS.Timeout | undefined
  const clear = (): void => {
    clearTimeout(timer)
    if (store.getState().current) store.setState({current: undefined})
  }
  return {
    store,
    clear,
    show: flash => {
      clearTimeout(timer)
      store.setState({current: flash})
      if (flash.level === 'failed') return
      timer = setTimeout(clear, showMs)
      timer.unref()
    },
  }
}
