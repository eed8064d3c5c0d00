import type {Match} from './myers.ts'

/**
 * Items that stand exactly once on either side and in the same order on both: the landmarks that a reader, too,
 * would line the texts up by (Bram Cohen's patience diff).
 */
export const landmarks = (a: Int32Array, b: Int32Array): readonly Match[] => {
  const inA = onlyPlaces(a)
  const inB = onlyPlaces(b)
  const shared: Match[] = []
  for (const [item, at] of inA) {
    const other = inB.get(item)
    if (at >= 0 && other !== undefined && other >= 0) shared.push({a: at, b: other, length: 1})
  }
  return longestRising(shared)
}

/** Where each item stands, or -1 where it stands more than once. */
const onlyPlaces = (items: Int32Array): Map<number, number> => {
  const places = new Map<number, number>()
  items.forEach((item, at) => {
    places.set(item, places.has(item) ? -1 : at)
  })
  return places
}

/** The most matches whose places in `b` rise as those in `a` do: patience sorting. */
const longestRising = (matches: readonly Match[]): readonly Match[] => {
  const tops: number[] = []
  const before: (number | undefined)[] = []
  matches.forEach((match, index) => {
    const pile = firstPile(tops, top => (matches[top]?.b ?? 0) > match.b)
    before[index] = tops[pile - 1]
    tops[pile] = index
  })
  const rising: Match[] = []
  for (let at = tops.at(-1); at !== undefined; at = before[at]) {
    const match = matches[at]
    if (match) rising.push(match)
  }
  return rising.reverse()
}

const firstPile = (tops: readonly number[], isAbove: (top: number) => boolean): number => {
  let low = 0
  let high = tops.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isAbove(tops[middle] ?? 0)) high = middle
    else low = middle + 1
  }
  return low
}
