import {createStepper} from './graphemes.ts'
import {cellsAt, isPlain, type KnownRows, type RowMemory, type Wrap} from './soft-wrap.ts'

/** The rows of one line, found only as far as somebody asks: the end of a line of 512 KiB is seldom looked at. */
export type LineRows = {
  /** The column at which a row begins; undefined beyond the last. */
  readonly startOf: (row: number) => number | undefined
  /** The row of a column; at the seam of two rows it is the lower one. */
  readonly rowOf: (column: number) => number
  readonly count: () => number
}

export const lineRows = (text: string, wrap: Wrap): LineRows => {
  const width = Math.max(1, wrap.width)
  if (width === Infinity || isPlain(text)) return plainRows(text.length, width)
  return foundRows(text, wrap, wrap.memory?.recall(text) ?? {starts: [0], isWhole: false})
}

const plainRows = (length: number, width: number): LineRows => {
  const count = Math.max(1, Math.ceil(length / width))
  return {
    startOf: row => (row === 0 ? 0 : row < count ? row * width : undefined),
    rowOf: column => Math.min(count - 1, Math.floor(column / width)),
    count: () => count,
  }
}

const foundRows = (text: string, wrap: Wrap, found: KnownRows): LineRows => {
  const {starts} = found
  const next = createStepper(text)
  const findOne = (): void => {
    const start = rowEnd(text, starts.at(-1) ?? 0, wrap, next)
    if (start < text.length) starts.push(start)
    else found.isWhole = true
  }
  const findUntil = (isEnough: () => boolean): void => {
    while (!found.isWhole && !isEnough()) findOne()
  }
  return {
    startOf: row => {
      findUntil(() => starts.length > row)
      return starts[row]
    },
    rowOf: column => {
      findUntil(() => (starts.at(-1) ?? 0) > column)
      return lastAtMost(starts, column)
    },
    count: () => {
      findUntil(() => false)
      return starts.length
    },
  }
}

/** Where the row ends that begins at `start`: at least one character further. */
const rowEnd = (text: string, start: number, wrap: Wrap, next: (offset: number) => number): number => {
  let cell = 0
  for (let at = start; at < text.length; ) {
    const to = next(at)
    const cells = cellsAt(text, at, to, cell, wrap)
    if (cell > 0 && cell + cells > wrap.width) return at
    cell += cells
    at = to
  }
  return text.length
}

const lastAtMost = (starts: readonly number[], column: number): number => {
  let low = 0
  let high = starts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= column) low = middle
    else high = middle
  }
  return low
}

/** Shorter lines are laid out faster than they are remembered. */
const LONG = 1_024
const REMEMBERED = 64

/** Of the lines looked at last; shared by all lines of a text. */
export const createRowMemory = (): RowMemory => {
  const known = new Map<string, KnownRows>()
  return {
    recall: text => {
      if (text.length < LONG) return undefined
      const found = known.get(text) ?? inherited(text, known)
      known.delete(text)
      known.set(text, found)
      for (const oldest of known.keys()) {
        if (known.size <= REMEMBERED) break
        known.delete(oldest)
      }
      return found
    },
  }
}

/** As far back as a change may change where characters, and with them rows, end: a grapheme's utmost length. */
const REACH = 256

/** The rows that a line has in common with the one that it was before a key press. */
const inherited = (text: string, known: ReadonlyMap<string, KnownRows>): KnownRows => {
  let best: readonly number[] = [0]
  for (const [other, {starts}] of known) {
    if (other.slice(0, LONG / 2) !== text.slice(0, LONG / 2)) continue
    const kept = starts.slice(0, Math.max(1, lastAtMost(starts, commonLength(text, other) - REACH) + 1))
    if (kept.length > best.length) best = kept
  }
  return {starts: [...best], isWhole: false}
}

const commonLength = (left: string, right: string): number => {
  let low = 0
  let high = Math.min(left.length, right.length)
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (left.slice(low, middle) === right.slice(low, middle)) low = middle
    else high = middle - 1
  }
  return low
}
