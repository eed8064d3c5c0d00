/** Time and chance as a parameter, so that the rules about them can be tested without waiting. */
export type Clock = {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Resolves after `ms`, or at once when the signal aborts; `Infinity` waits for the abort alone. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** A number in [0, 1). */
  readonly random: () => number
}

/** What a timer counts to; one that is longer would fire at once. */
const LONGEST_MS = 2 ** 31 - 1

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) return resolve()
    const timer = Number.isFinite(ms) ? setTimeout(done, Math.min(ms, LONGEST_MS)) : undefined
    signal.addEventListener('abort', done, {once: true})
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })

export const systemClock: Clock = {now: () => Date.now(), sleep, random: () => Math.random()}
