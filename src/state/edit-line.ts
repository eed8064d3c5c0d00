import {once} from '../once.ts'

/** One line of text with a cursor, counted in graphemes so that no key press splits a character. */
export type EditLine = {readonly text: string; readonly cursor: number}

/** How many characters a line takes: more than any name or path, and few enough to draw at every key. */
export const MAX_LENGTH = 4_096

const segmenter = once(() => new Intl.Segmenter(undefined, {granularity: 'grapheme'}))

/** Making the segmenter takes longer than a frame, and of printable ASCII every unit is a character. */
const graphemes = (text: string): readonly string[] =>
  /[^\x20-\x7e]/.test(text) ? Array.from(segmenter().segment(text), ({segment}) => segment) : text.split('')

/** Of a paste as long as a book no more than this is looked at. */
const firstGraphemes = (text: string, count: number): string =>
  segmenter()
    .segment(text)
    [Symbol.iterator]()
    .take(count)
    .map(({segment}) => segment)
    .toArray()
    .join('')

export const lineOf = (text: string): EditLine => ({text, cursor: graphemes(text).length})

/** The text before the cursor, the grapheme under it (empty at the end), and the rest. */
export const splitAtCursor = ({text, cursor}: EditLine): readonly [string, string, string] => {
  const parts = graphemes(text)
  return [parts.slice(0, cursor).join(''), parts[cursor] ?? '', parts.slice(cursor + 1).join('')]
}

/** Pasted line ends become spaces: a prompt is one line. What is beyond {@link MAX_LENGTH} is left out. */
export const insert = (line: EditLine, typed: string): EditLine => {
  const parts = graphemes(line.text)
  const clean = firstGraphemes(typed.replaceAll(/[\r\n\t]+/g, ' '), Math.max(0, MAX_LENGTH - parts.length))
  const before = parts.slice(0, line.cursor).join('')
  const rest = parts.slice(line.cursor).join('')
  return {text: before + clean + rest, cursor: graphemes(before + clean).length}
}

export const deleteBefore = (line: EditLine): EditLine => {
  if (line.cursor === 0) return line
  const parts = graphemes(line.text)
  return {text: parts.toSpliced(line.cursor - 1, 1).join(''), cursor: line.cursor - 1}
}

export const deleteUnder = (line: EditLine): EditLine => ({
  text: graphemes(line.text).toSpliced(line.cursor, 1).join(''),
  cursor: line.cursor,
})

/** Readline's Ctrl-W. */
export const deleteWord = (line: EditLine): EditLine => {
  const [before, under, after] = splitAtCursor(line)
  const kept = before.replace(/\S*\s*$/, '')
  return {text: kept + under + after, cursor: graphemes(kept).length}
}

/** Readline's Ctrl-U. */
export const deleteToStart = (line: EditLine): EditLine => {
  const [, under, after] = splitAtCursor(line)
  return {text: under + after, cursor: 0}
}

export const moveBy = (line: EditLine, columns: number): EditLine => ({
  text: line.text,
  cursor: Math.max(0, Math.min(graphemes(line.text).length, line.cursor + columns)),
})

export const moveToStart = (line: EditLine): EditLine => ({text: line.text, cursor: 0})

export const moveToEnd = (line: EditLine): EditLine => lineOf(line.text)
