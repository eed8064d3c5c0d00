import type {Clock} from '../../src/api/clock.ts'

/** A clock on which time passes only by sleeping and by `advance`, and on which chance is always the same. */
export type ManualClock = Clock & {
  /** Every sleep that was asked for, in milliseconds. */
  readonly slept: readonly number[]
  readonly advance: (ms: number) => void
}

export const createManualClock = ({random = 1} = {}): ManualClock => {
  const slept: number[] = []
  let now = 1_700_000_000_000
  const aborted = (signal: AbortSignal): Promise<void> =>
    new Promise(resolve => signal.addEventListener('abort', () => resolve(), {once: true}))
  return {
    slept,
    now: () => now,
    random: () => random,
    advance: ms => {
      now += ms
    },
    sleep: async (ms, signal) => {
      slept.push(ms)
      if (signal.aborted) return
      if (ms === Number.POSITIVE_INFINITY) await aborted(signal)
      else now += ms
    },
  }
}
