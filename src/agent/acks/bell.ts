import type {Clock} from '../../api/clock.ts'

/** Waits that something else may end. */
export type Bell = {
  /** Until it rings, `ms` have passed or `signal` aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
  readonly ring: () => void
}

export const createBell = (clock: Clock): Bell => {
  let rung = new AbortController()
  const ring = (): void => rung.abort()
  return {
    ring,
    wait: async (ms, signal) => {
      rung = new AbortController()
      // Not AbortSignal.any: `signal` lives for weeks, and would know every wait.
      signal.addEventListener('abort', ring, {once: true})
      await clock.sleep(ms, rung.signal)
      signal.removeEventListener('abort', ring)
    },
  }
}
