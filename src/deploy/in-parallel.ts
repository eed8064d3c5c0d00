/** Agents allow 200 connections from one host, and others need some too. */
const LIMIT = 16

/** Runs the work for each item, a few at a time; results are in the order of the items. The first failure is thrown, and ends it. */
export const inParallel = async <T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> => {
  const results = new Map<number, R>()
  const queue = items.entries()
  let hasFailed = false
  const worker = async (): Promise<void> => {
    for (const [place, item] of queue) {
      if (hasFailed) return
      results.set(place, await work(item))
    }
  }
  const guarded = (): Promise<void> =>
    worker().catch((error: unknown) => {
      hasFailed = true
      throw error
    })
  await Promise.all(Array.from({length: Math.min(LIMIT, items.length)}, guarded))
  return [...results].toSorted(([left], [right]) => left - right).map(([, result]) => result)
}
