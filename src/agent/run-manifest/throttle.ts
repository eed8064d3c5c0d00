export type ThrottleClock = {
  readonly now: () => number
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Lets bytes pass at a rate: resolves when the next ones may come. */
export type Throttle = (bytes: number, signal: AbortSignal) => Promise<void>

export const createThrottle = (bytesPerSecond: number | undefined, clock: ThrottleClock): Throttle => {
  if (bytesPerSecond === undefined) return async () => undefined
  let free = clock.now()
  return async (bytes, signal) => {
    // Time that was not used is lost: after a pause nothing comes in one gush.
    free = Math.max(free, clock.now()) + (bytes / bytesPerSecond) * 1000
    const ms = free - clock.now()
    if (ms > 0) await clock.wait(ms, signal)
  }
}
