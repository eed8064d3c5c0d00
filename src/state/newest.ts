/** Work of which only the newest counts: each ends the one before. */
export type Newest = {
  readonly run: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>
  readonly isRunning: () => boolean
  /** Whether there was anything to stop. */
  readonly stop: () => boolean
}

export const createNewest = (): Newest => {
  let current: AbortController | undefined
  const stop = (): boolean => {
    const wasRunning = current !== undefined
    current?.abort()
    current = undefined
    return wasRunning
  }
  return {
    run: async work => {
      stop()
      const own = new AbortController()
      current = own
      try {
        return await work(own.signal)
      } finally {
        if (current === own) current = undefined
      }
    },
    isRunning: () => current !== undefined,
    stop,
  }
}
