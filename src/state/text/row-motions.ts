import {previousBoundary} from './graphemes.ts'
import {lineAt} from './lines.ts'
import {createLayout, type RowRef, type VisualRow} from './row-window.ts'
import {cellOf, columnOf, type Wrap} from './soft-wrap.ts'
import {cursorAt, type TextBuffer} from './text-buffer.ts'

/**
 * Moves the cursor up (negative) or down by rows as they are seen, keeping to its cell as well as each row allows.
 * Beyond the first or last row it goes to the beginning or the end. A page is the height of the window less one.
 */
export const moveRows = (
  buffer: TextBuffer,
  {by, wrap, select = false}: {readonly by: number; readonly wrap: Wrap; readonly select?: boolean},
): TextBuffer => {
  const {lines, cursor} = buffer
  const layout = createLayout(lines, wrap)
  const from = layout.refOf(cursor)
  const goal =
    buffer.goal ?? cellOf(lineAt(lines, cursor.line).text, layout.startOf(from), cursor.column, wrap)
  const to = by < 0 ? layout.back(from, -by) : layout.on(from, by)
  if (by !== 0 && isSame(from, to))
    return cursorAt(buffer, by < 0 ? firstOf(to) : lastOf(layout.rowAt(to)), {select, goal})
  const row = layout.rowAt(to)
  const text = lineAt(lines, to.line).text
  const column = columnOf(text, {start: row.from, end: lastColumn(text, row), cell: goal}, wrap)
  return cursorAt(buffer, {line: to.line, column}, {select, goal})
}

const isSame = (a: RowRef, b: RowRef): boolean => a.line === b.line && a.row === b.row

const firstOf = ({line}: RowRef) => ({line, column: 0})
const lastOf = ({line, to}: VisualRow) => ({line, column: to})

/** The end of a row that goes on below is the beginning of the next one; its last character is as far as one gets. */
const lastColumn = (text: string, {to, isLast}: VisualRow): number =>
  isLast ? to : previousBoundary(text, to)
