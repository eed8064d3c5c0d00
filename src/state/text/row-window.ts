import {type LineRows, lineRows} from './line-rows.ts'
import {type Lines, lineAt, type Position} from './lines.ts'
import {cellOf, type Wrap} from './soft-wrap.ts'

/** A row of the screen: the `row`th of a line. */
export type RowRef = {readonly line: number; readonly row: number}

/** A row with the columns of its text, and whether the line's end follows it. */
export type VisualRow = RowRef & {readonly from: number; readonly to: number; readonly isLast: boolean}

export type RowWindow = {
  readonly top: RowRef
  readonly rows: readonly VisualRow[]
  /** Where the cursor is drawn: the index among `rows`, and the cell. */
  readonly cursor: {readonly row: number; readonly cell: number}
}

/**
 * The rows on the screen: from `top`, moved as little as it takes to have the cursor among them and no emptiness below
 * the text. Lays out only the lines that are seen.
 */
export const rowWindow = (
  lines: Lines,
  {top, cursor, height}: {readonly top: RowRef; readonly cursor: Position; readonly height: number},
  wrap: Wrap,
): RowWindow => {
  const layout = createLayout(lines, wrap)
  const at = layout.refOf(cursor)
  const wanted = slideTo(layout, layout.clamp(top), at, height)
  const below = layout.from(wanted, height)
  const missing = height - below.length
  const first = missing > 0 ? layout.back(wanted, missing) : wanted
  const rows = missing > 0 ? layout.from(first, height) : below
  const row = rows.findIndex(candidate => compareRefs(candidate, at) === 0)
  const cell = cellOf(lineAt(lines, at.line).text, layout.startOf(at), cursor.column, wrap)
  return {top: first, rows, cursor: {row, cell}}
}

const compareRefs = (a: RowRef, b: RowRef): number => a.line - b.line || a.row - b.row

const slideTo = (layout: Layout, top: RowRef, cursor: RowRef, height: number): RowRef => {
  if (compareRefs(cursor, top) < 0) return cursor
  const lowest = layout.back(cursor, height - 1)
  return compareRefs(lowest, top) > 0 ? lowest : top
}

export type Layout = ReturnType<typeof createLayout>

/** The rows of a text, each line laid out when it is first asked for. Good for one text and one width. */
export const createLayout = (lines: Lines, wrap: Wrap) => {
  const known = new Map<number, LineRows>()
  const rowsOf = (line: number): LineRows => {
    const rows = known.get(line) ?? lineRows(lineAt(lines, line).text, wrap)
    known.set(line, rows)
    return rows
  }
  const rowAt = ({line, row}: RowRef): VisualRow => {
    const rows = rowsOf(line)
    const next = rows.startOf(row + 1)
    const to = next ?? lineAt(lines, line).text.length
    return {line, row, from: rows.startOf(row) ?? 0, to, isLast: next === undefined}
  }
  const clamp = ({line, row}: RowRef): RowRef => {
    const inside = Math.max(0, Math.min(lines.length - 1, line))
    const isThere = row >= 0 && rowsOf(inside).startOf(row) !== undefined
    return {line: inside, row: isThere ? row : row < 0 ? 0 : rowsOf(inside).count() - 1}
  }
  /** Rows further up, at most to the first. */
  const back = (from: RowRef, rows: number): RowRef => {
    let {line, row} = from
    for (row -= rows; row < 0 && line > 0; ) row += rowsOf(--line).count()
    return {line, row: Math.max(0, row)}
  }
  /** Rows further down, at most to the last. */
  const on = (from: RowRef, rows: number): RowRef => {
    let {line, row} = from
    for (row += rows; rowsOf(line).startOf(row) === undefined && line < lines.length - 1; )
      row -= rowsOf(line++).count()
    return clamp({line, row})
  }
  return {
    rowAt,
    clamp,
    back,
    on,
    startOf: (ref: RowRef): number => rowAt(ref).from,
    /** At the seam of two rows the cursor stands in the lower one. */
    refOf: ({line, column}: Position): RowRef => ({line, row: rowsOf(line).rowOf(column)}),
    from: (top: RowRef, count: number): readonly VisualRow[] => {
      const rows: VisualRow[] = []
      for (let line = top.line; line < lines.length && rows.length < count; line++) {
        const own = rowsOf(line)
        const first = line === top.line ? top.row : 0
        for (let row = first; rows.length < count && own.startOf(row) !== undefined; row++)
          rows.push(rowAt({line, row}))
      }
      return rows
    },
  }
}
