import {snapBack} from '../../state/text/graphemes.ts'
import {type Lines, lineAt, type Position} from '../../state/text/lines.ts'
import {type RowRef, rowWindow, type VisualRow} from '../../state/text/row-window.ts'
import {cellOf, columnOf, type Wrap} from '../../state/text/soft-wrap.ts'
import {endless} from './wrap.ts'

type View = {
  readonly lines: Lines
  readonly cursor: Position
  readonly top: RowRef
  readonly height: number
  readonly wrap: Wrap
}

type ScreenRows = {readonly top: RowRef; readonly rows: readonly VisualRow[]}

/** The rows on the screen where long lines go on below. */
export const wrappedRows = ({lines, cursor, top, height, wrap}: View): ScreenRows =>
  rowWindow(lines, {top, cursor, height}, wrap)

/** One row a line: of a long one its beginning, and of the one with the cursor the part around it. */
export const sidewaysRows = ({lines, cursor, top, height, wrap}: View): ScreenRows => {
  const last = Math.max(0, lines.length - height)
  const lowest = Math.max(cursor.line - height + 1, Math.min(top.line, last))
  const first = Math.max(0, Math.min(lowest, cursor.line))
  const rows = lines.slice(first, first + height).map((_, index): VisualRow => {
    const line = first + index
    const {text} = lineAt(lines, line)
    const from = line === cursor.line ? partAround(text, cursor.column, wrap) : 0
    // No character takes less than a unit, and a piece that is longer than the row is cut off where that ends.
    const end = snapBack(text, Math.min(text.length, from + wrap.width * LONGEST_CHARACTER))
    const to = columnOf(text, {start: from, end, cell: wrap.width}, endless(wrap))
    return {line, row: 0, from, to, isLast: to === text.length}
  })
  return {top: {line: first, row: 0}, rows}
}

/** Units of a character, as far as a row without wrapping looks. */
const LONGEST_CHARACTER = 12

/** Where the part with the cursor begins: it moves by half a row, so that it stays still while one types. */
const partAround = (text: string, column: number, wrap: Wrap): number => {
  const step = Math.max(1, Math.floor(wrap.width / 2))
  const parts = Math.floor(column / step)
  const before = snapBack(text, Math.max(0, parts - 1) * step)
  if (cellOf(text, before, column, endless(wrap)) < wrap.width) return before
  const at = snapBack(text, parts * step)
  return cellOf(text, at, column, endless(wrap)) < wrap.width ? at : snapBack(text, column)
}
