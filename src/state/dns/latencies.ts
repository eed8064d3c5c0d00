/** A collection of durations in milliseconds that stays small however many there are; quantiles are right to 1 %. */
export type Latencies = {
  readonly add: (ms: number) => void
  readonly count: () => number
  /** The duration that `share` (0..1) of them do not exceed; NaN without any. */
  readonly quantile: (share: number) => number
}

/** Each bucket is this much wider than the one before. */
const GROWTH = Math.log(1.02)
const SHORTEST_MS = 0.001

export const createLatencies = (): Latencies => {
  const buckets = new Map<number, number>()
  let total = 0
  return {
    add: ms => {
      const bucket = Math.round(Math.log(Math.max(ms, SHORTEST_MS)) / GROWTH)
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1)
      total += 1
    },
    count: () => total,
    quantile: share => {
      let left = Math.max(1, Math.ceil(share * total))
      for (const bucket of [...buckets.keys()].toSorted((a, b) => a - b)) {
        left -= buckets.get(bucket) ?? 0
        if (left <= 0) return Math.exp(bucket * GROWTH)
      }
      return Number.NaN
    },
  }
}
