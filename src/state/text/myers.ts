/** A run that both sequences share: `length` items from `a` in the one and from `b` in the other. */
export type Match = {readonly a: number; readonly b: number; readonly length: number}

/** Beyond this many differences, or this much work, a gap counts as rewritten. */
const MOST_EDITS = 1_000
const MOST_WORK = 4_000_000

/**
 * The longest shared runs by Myers' greedy O(ND) algorithm ("An O(ND) Difference Algorithm", 1986), in order,
 * or undefined where the sequences differ too much for it to be worth the time.
 */
export const myersMatches = (a: Int32Array, b: Int32Array): readonly Match[] | undefined => {
  const most = Math.min(a.length + b.length, MOST_EDITS)
  const furthest = new Int32Array(2 * most + 3)
  const middle = most + 1
  const trace: Int32Array[] = []
  let work = 0
  for (let edits = 0; edits <= most && work < MOST_WORK; edits++) {
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const from = startOn(furthest, middle, diagonal, edits)
      const to = slide(a, b, from, diagonal)
      furthest[middle + diagonal] = to
      work += to - from + 1
      if (to >= a.length && to - diagonal >= b.length) return walkBack(trace, a.length, b.length)
    }
    trace.push(furthest.slice(middle - edits - 1, middle + edits + 2))
  }
  return undefined
}

/** Where the furthest path with one more edit enters a diagonal: from the one above, or else from the one below. */
const startOn = (furthest: Int32Array, middle: number, diagonal: number, edits: number): number => {
  if (edits === 0) return 0
  const neighbour = comesFrom(furthest, middle, diagonal, edits)
  return (furthest[middle + neighbour] ?? 0) + (neighbour < diagonal ? 1 : 0)
}

const comesFrom = (furthest: Int32Array, middle: number, diagonal: number, edits: number): number => {
  const above = furthest[middle + diagonal + 1] ?? 0
  const below = furthest[middle + diagonal - 1] ?? 0
  return diagonal === -edits || (diagonal !== edits && below < above) ? diagonal + 1 : diagonal - 1
}

const slide = (a: Int32Array, b: Int32Array, from: number, diagonal: number): number => {
  let at = from
  while (at < a.length && at - diagonal < b.length && a[at] === b[at - diagonal]) at++
  return at
}

/** `trace[n]` is what was furthest after n edits, with diagonal 0 at n + 1. */
const walkBack = (trace: readonly Int32Array[], aEnd: number, bEnd: number): readonly Match[] => {
  const matches: Match[] = []
  let end = aEnd
  let diagonal = aEnd - bEnd
  for (let edits = trace.length; edits >= 0; edits--) {
    const older = trace[edits - 1] ?? new Int32Array()
    const start = startOn(older, edits, diagonal, edits)
    if (end > start) matches.push({a: start, b: start - diagonal, length: end - start})
    diagonal = comesFrom(older, edits, diagonal, edits)
    end = older[edits + diagonal] ?? 0
  }
  return matches.reverse()
}
