import {createAsciiMapper} from './ascii.ts'
import {type Grapheme, splitGraphemes} from './graphemes.ts'
import {applySgr, PLAIN_PEN, type Style, styleOf} from './sgr.ts'
import type {ColorSupport} from './tty.ts'

/** One row of the screen. Column `n` shows `texts[n]` in `styles[n]`; the right half of a wide character is `''`. */
export type Line = {
  /** The text it was parsed from: lines of one text are the same line. */
  readonly source: string
  readonly texts: readonly string[]
  readonly styles: readonly Style[]
  /** Columns whose character is of uncertain width; such a line is only ever written whole. */
  readonly uncertain: ReadonlySet<number>
}

export type LineParser = (source: string, columns: number) => Line

type Row = {texts: string[]; styles: Style[]; uncertain: Set<number>}

export const BLANK_LINE: Line = {source: '', texts: [], styles: [], uncertain: new Set()}

// SGR (group 1), then every other sequence: CSI, the string sequences with their payload, two-byte escapes, controls.
const SEQUENCE =
  /(?:\x1b\[|\x9b)([\d;:]*)m|(?:\x1b\[|\x9b)[\x20-\x3f]*[\x40-\x7e]?|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[\x20-\x2f]*[\x30-\x7e]?|[\x00-\x1f\x7f-\x9f]/g

/** Parses lines of a frame. Of all escape sequences only SGR is understood; the rest never reaches a cell. */
export function createLineParser(options: {colors: ColorSupport; unicode: boolean}): LineParser {
  const toAscii = createAsciiMapper()
  const graphemesOf = (text: string) =>
    options.unicode ? splitGraphemes(text) : splitGraphemes(text).map(toAscii)
  return (source, columns) => {
    const row: Row = {texts: [], styles: [], uncertain: new Set()}
    let pen = PLAIN_PEN
    let end = 0
    for (const match of source.matchAll(SEQUENCE)) {
      if (match.index > end) append(row, graphemesOf(source.slice(end, match.index)), styleOf(pen), columns)
      end = match.index + match[0].length
      if (match[1] !== undefined) pen = applySgr(pen, match[1], options.colors)
    }
    if (end < source.length) append(row, graphemesOf(source.slice(end)), styleOf(pen), columns)
    trimBlanks(row)
    return {source, ...row}
  }
}

function append(row: Row, graphemes: readonly Grapheme[], style: Style, columns: number): void {
  for (const {text, width, certain} of graphemes) {
    if (width === 0) continue
    const column = row.texts.length
    if (column + width > columns) {
      // Half a wide character cannot be shown, and what follows it may not slide into its place.
      while (row.texts.length < columns) pushCell(row, ' ', style)
      return
    }
    pushCell(row, text, style)
    for (let rest = 1; rest < width; rest++) pushCell(row, '', style)
    if (!certain) row.uncertain.add(column)
  }
}

function pushCell(row: Row, text: string, style: Style): void {
  row.texts.push(text)
  row.styles.push(style)
}

function trimBlanks(row: Row): void {
  while (row.texts.at(-1) === ' ' && row.styles.at(-1) === '') {
    row.texts.pop()
    row.styles.pop()
  }
}
