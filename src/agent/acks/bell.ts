import type {Clock} from '../../api/clock.ts'

/** Waits that something else may end. */
export type Bell = {
  /** Until it rings, `ms` have passed or `signal` aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
  readonly ring: () => void
}

export const createBell = (clock: Clock): Bell => {
  let rung = new AbortController()
  return {
    wait: (ms, signal) => {
      rung = new AbortController()
      return clock.sleep(ms, AbortSignal.any([rung.signal, signal]))
    },
    ring: () => rung.abort(),
  }
}
