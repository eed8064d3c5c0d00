/** How a line ends; only the last line of a text has no end. */
export type LineEnd = '' | '\n' | '\r\n'

export type Line = {readonly text: string; readonly end: LineEnd}

/** A text as its lines: never empty, and joined again it is the same text to the byte. */
export type Lines = readonly Line[]

/** Counted from 0; the column in UTF-16 units of the line's text, at the edge of a grapheme. */
export type Position = {readonly line: number; readonly column: number}

/** From the first position up to, and without, the second; in this order. */
export type Range = {readonly from: Position; readonly to: Position}

export const EMPTY_LINE: Line = {text: '', end: ''}

/** `\n` and `\r\n` end lines; a lone carriage return is a character like any other. */
export const splitLines = (text: string): Lines => {
  const lines: Line[] = []
  let from = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
    const end = at > from && text.charCodeAt(at - 1) === 13 ? '\r\n' : '\n'
    lines.push({text: text.slice(from, at + 1 - end.length), end})
    from = at + 1
  }
  lines.push({text: text.slice(from), end: ''})
  return lines
}

export const joinLines = (lines: Lines): string => lines.map(({text, end}) => text + end).join('')

export const lineAt = (lines: Lines, index: number): Line => lines[index] ?? EMPTY_LINE

export const comparePositions = (a: Position, b: Position): number => a.line - b.line || a.column - b.column

export const samePosition = (a: Position, b: Position): boolean => comparePositions(a, b) === 0

export const endOfLines = (lines: Lines): Position => ({
  line: lines.length - 1,
  column: lineAt(lines, lines.length - 1).text.length,
})

/** The text of a range, as lines of which the last has no end. */
export const sliceLines = (lines: Lines, {from, to}: Range): Lines => {
  const first = lineAt(lines, from.line)
  if (from.line === to.line) return [{text: first.text.slice(from.column, to.column), end: ''}]
  return [
    {text: first.text.slice(from.column), end: first.end},
    ...lines.slice(from.line + 1, to.line),
    {text: lineAt(lines, to.line).text.slice(0, to.column), end: ''},
  ]
}

/** Where a fragment ends that is put in at a position. */
export const endOfFragment = (at: Position, fragment: Lines): Position => {
  const last = endOfLines(fragment)
  return last.line === 0
    ? {line: at.line, column: at.column + last.column}
    : {line: at.line + last.line, column: last.column}
}

/** Puts a fragment in the place of a range. Lines outside of the range are kept as they are, by identity. */
export const replaceRange = (lines: Lines, {from, to}: Range, fragment: Lines): Lines => {
  const last = lineAt(lines, to.line)
  const head = lineAt(lines, from.line).text.slice(0, from.column)
  const fresh = joinFragments([{text: head, end: ''}], fragment, [
    {text: last.text.slice(to.column), end: last.end},
  ])
  return spliceLines(lines, from.line, to.line + 1, fresh)
}

/** Fragments one after the other: the last line of each runs on in the first of the next. */
export const joinFragments = (...fragments: readonly Lines[]): Lines =>
  fragments.reduce((joined, fragment) => {
    const [first = EMPTY_LINE, ...rest] = fragment
    const seam = {text: lineAt(joined, joined.length - 1).text + first.text, end: first.end}
    return [...joined.slice(0, -1), seam, ...rest]
  })

/** A copy with other lines from `from` up to `to`; `toSpliced` takes twenty times as long on 10,000 lines. */
const spliceLines = (lines: Lines, from: number, to: number, fresh: Lines): Lines => {
  if (fresh.length === 1 && to - from === 1) {
    const copy = lines.slice()
    copy[from] = fresh[0] ?? EMPTY_LINE
    return copy
  }
  return lines.slice(0, from).concat(fresh, lines.slice(to))
}

/** Bytes of a text in UTF-8. */
export const byteLength = (lines: Lines): number =>
  lines.reduce((sum, {text, end}) => sum + Buffer.byteLength(text) + end.length, 0)
