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

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'})

const isSeam = (text: string, offset: number): boolean =>
  isSimple(text.charCodeAt(offset - 1)) && isSimple(text.charCodeAt(offset))

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000

/** A boundary at or before the offset, found without segmenting. */
const seamBefore = (text: string, offset: number): number => {
  const lowest = Math.max(0, offset - REACH)
  for (let at = offset; at > lowest; at--) if (isSeam(text, at)) return at
  return isLowSurrogate(text.charCodeAt(lowest)) && lowest > 0 ? lowest - 1 : lowest
}

/** The grapheme that holds the unit at the offset. */
const around = (text: string, offset: number): {readonly from: number; readonly to: number} => {
  const start = seamBefore(text, offset)
  const found = segmenter.segment(text.slice(start, offset + REACH)).containing(offset - start)
  if (!found) return {from: offset, to: offset}
  const from = start + found.index
  return {from, to: from + found.segment.length}
}

/** The end of the grapheme at the offset; the end of the text stays where it is. */
export const nextBoundary = (text: string, offset: number): number => {
  if (offset >= text.length) return text.length
  return isSeam(text, offset + 1) && !isLowSurrogate(text.charCodeAt(offset))
    ? offset + 1
    : around(text, offset).to
}

/** The beginning of the grapheme before the offset. */
export const previousBoundary = (text: string, offset: number): number => {
  if (offset <= 0) return 0
  return isSeam(text, offset - 1) ? offset - 1 : around(text, offset - 1).from
}

/** The offset itself where it is a boundary, else the end of the grapheme that it would split. */
export const snapForward = (text: string, offset: number): number => {
  if (offset <= 0 || offset >= text.length) return Math.max(0, Math.min(text.length, offset))
  if (isSeam(text, offset)) return offset
  const {from, to} = around(text, offset)
  return from === offset ? offset : to
}

/** The offset itself where it is a boundary, else the beginning of the grapheme that it would split. */
export const snapBack = (text: string, offset: number): number => {
  const end = snapForward(text, offset)
  return end === offset ? end : previousBoundary(text, end)
}
