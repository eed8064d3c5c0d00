import {once} from '../../once.ts'

/**
 * Where characters as people see them begin and end, for single lines of up to 512 KiB: only the neighbourhood
 * is looked at, because segmenting such a line takes tens of milliseconds. Offsets are UTF-16 units.
 */

/** Two of these side by side never form one grapheme: printable ASCII, Latin, Greek, Cyrillic, CJK, Hangul syllables. */
const isSimple = (unit: number): boolean =>
  (unit >= 0x20 && unit < 0x7f) ||
  (unit >= 0xa0 && unit < 0x300 && unit !== 0xa9 && unit !== 0xad && unit !== 0xae) ||
  (unit >= 0x370 && unit < 0x483) ||
  (unit >= 0x48a && unit < 0x590) ||
  (unit >= 0x3041 && unit < 0x3097) ||
  (unit >= 0x30a0 && unit < 0x3100) ||
  (unit >= 0x3400 && unit < 0xa000) ||
  (unit >= 0xac00 && unit < 0xd7a4)

/** How far back a grapheme's beginning is looked for; a longer one is cut there. */
const REACH = 256

const segmenter = once(() => new Intl.Segmenter(undefined, {granularity: 'grapheme'}))

/** Tabs and the like join with nothing within a line. */
const isControl = (unit: number): boolean => unit < 0x20 || (unit >= 0x7f && unit < 0xa0)

/** Whether a boundary lies at an offset, as far as the two units beside it tell. */
const isSeam = (text: string, offset: number): boolean => {
  const before = text.charCodeAt(offset - 1)
  const after = text.charCodeAt(offset)
  return isControl(before) || isControl(after) || (isSimple(before) && isSimple(after))
}

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000

/** A boundary at or before the offset, found without segmenting; `lowest` where there is none after it. */
const seamBefore = (text: string, offset: number, lowest: number): number => {
  for (let at = offset; at > lowest; at--) if (isSeam(text, at)) return at
  if (lowest <= 0) return 0
  return isLowSurrogate(text.charCodeAt(lowest)) ? lowest - 1 : lowest
}

/** The text between two offsets, and the rest of a surrogate pair that it would split. */
const sliceWhole = (text: string, from: number, to: number): string =>
  text.slice(from, isLowSurrogate(text.charCodeAt(to)) ? to + 1 : to)

/** The grapheme that holds the unit at the offset, segmenting from a boundary before it. */
const around = (
  text: string,
  offset: number,
  start: number,
): {readonly from: number; readonly to: number} => {
  const found = segmenter()
    .segment(sliceWhole(text, start, offset + REACH))
    .containing(offset - start)
  if (!found) return {from: offset, to: offset}
  const from = start + found.index
  return {from, to: from + found.segment.length}
}

/** The end of the grapheme at the offset; the end of the text stays where it is. */
export const nextBoundary = (text: string, offset: number): number => {
  if (offset >= text.length) return text.length
  return isSeam(text, offset + 1) ? offset + 1 : around(text, offset, offset).to
}

/** `nextBoundary` for going through a text from boundary to boundary: what is segmented at once serves many steps. */
export const createStepper = (text: string): ((offset: number) => number) => {
  let chunk = 0
  let ends: readonly number[] = []
  let next = 0
  return offset => {
    if (isSeam(text, offset + 1)) return Math.min(text.length, offset + 1)
    while ((ends[next] ?? Infinity) <= offset) next++
    const known = ends[next]
    // The last one of a chunk may have been cut.
    if (known !== undefined && offset >= chunk && next < ends.length - 1) return known
    chunk = offset
    ends = Array.from(
      segmenter().segment(sliceWhole(text, offset, offset + REACH)),
      part => offset + part.index + part.segment.length,
    )
    next = 0
    return ends[0] ?? text.length
  }
}

/** The beginning of the grapheme before the offset. */
export const previousBoundary = (text: string, offset: number): number => {
  if (offset <= 0) return 0
  if (isSeam(text, offset - 1)) return offset - 1
  // Counted from a boundary, REACH holds a whole number of flags, which have no other way to tell where they begin.
  return around(text, offset - 1, seamBefore(text, offset - 1, offset - REACH)).from
}

/** The offset itself where it is a boundary, else the end of the grapheme that it would split. */
export const snapForward = (text: string, offset: number): number => {
  if (offset <= 0 || offset >= text.length) return Math.max(0, Math.min(text.length, offset))
  if (isSeam(text, offset)) return offset
  const {from, to} = around(text, offset, seamBefore(text, offset, offset - REACH))
  return from === offset ? offset : to
}

/** The offset itself where it is a boundary, else the beginning of the grapheme that it would split. */
export const snapBack = (text: string, offset: number): number => {
  const end = snapForward(text, offset)
  return end === offset ? end : previousBoundary(text, end)
}
