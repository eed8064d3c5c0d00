import type {Clock} from './clock.ts'

/** Waits until one more request may go out. */
export type Pace = (signal: AbortSignal) => Promise<void>

/** A token bucket: `burst` requests at once, then one every `intervalMs` (consul-template's floor is 100 ms). */
export const createPace = (clock: Clock, {burst = 2, intervalMs = 100} = {}): Pace => {
  let tokens = burst
  let filledAt = clock.now()
  return async signal => {
    const now = clock.now()
    const passed = Math.max(0, now - filledAt) // the machine's clock may have been set back
    tokens = Math.min(burst, tokens + passed / intervalMs)
    filledAt = now
    tokens -= 1
    if (tokens < 0) await clock.sleep(-tokens * intervalMs, signal)
  }
}

/** Half jitter over 250 ms, doubled per failure and capped: an agent that restarts is found within 10 s. */
export const backoffMs = (failures: number, random: () => number): number => {
  const ceiling = Math.min(10_000, 250 * 2 ** Math.min(failures, 10))
  return Math.round(ceiling / 2 + (ceiling / 2) * random())
}
