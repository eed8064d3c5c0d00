/** Registers a listener; returns what ends it. */
export type Subscribe<T = void> = (listener: (news: T) => void) => () => void

/** Those who want to be told. */
export type Listeners<T> = {readonly tell: (news: T) => void; readonly subscribe: Subscribe<T>}

export const createListeners = <T = void>(): Listeners<T> => {
  const listeners = new Set<(news: T) => void>()
  return {
    tell: news => {
      for (const listener of [...listeners]) listener(news)
    },
    subscribe: listener => {
      const own = (news: T): void => listener(news) // the same function may be given twice
      listeners.add(own)
      return () => {
        listeners.delete(own)
      }
    },
  }
}
