import {memo} from '../memo.ts'
import {type ParsedFilter, parseFilter} from './filter.ts'
import type {TableKind, TableState} from './table-state.ts'
import {createVisibleRows} from './visible-rows.ts'
import {slideWindow} from './window.ts'

/** The pure steps of a table, each done again only when what it reads has changed. */
export type Arrangement<Row> = {
  readonly parsed: (filter: string) => ParsedFilter
  /** The rows after filter and sort. */
  readonly visible: (state: TableState<Row>) => readonly Row[]
  /** Where the cursor's row is now; where it was, if it has gone. */
  readonly cursor: (state: TableState<Row>) => number
  /** The state with the cursor on the row at `index`, and that row on the screen. */
  readonly placed: (state: TableState<Row>, index: number) => TableState<Row>
}

export const createArrangement = <Row>(kind: TableKind<Row>): Arrangement<Row> => {
  const parsed = memo((filter: string) => parseFilter(filter))
  const visible = createVisibleRows(kind, parsed)
  return {
    parsed,
    visible,
    cursor: state => findCursor(visible(state), state, kind.idOf),
    placed: (state, index) => {
      const rows = visible(state)
      const cursor = clamp(index, rows.length)
      const row = rows[cursor]
      const {height} = state
      const top = slideWindow({count: rows.length, height, cursor, top: state.top, margin: kind.margin})
      // An empty list, as of a filter half typed, takes no cursor away.
      return row === undefined
        ? {...state, top}
        : {...state, top, cursorId: kind.idOf(row), cursorIndex: cursor}
    },
  }
}

/** Mostly the row is where it was, or near; an index of every id would cost more than the rest of a change. */
const findCursor = <Row>(
  rows: readonly Row[],
  {cursorId, cursorIndex}: TableState<Row>,
  idOf: (row: Row) => string,
): number => {
  if (cursorId === undefined) return clamp(cursorIndex, rows.length)
  const isCursor = (index: number): boolean => {
    const row = rows[index]
    return row !== undefined && idOf(row) === cursorId
  }
  const furthest = Math.max(cursorIndex, rows.length - 1 - cursorIndex)
  for (let away = 0; away <= furthest; away++) {
    if (isCursor(cursorIndex - away)) return cursorIndex - away
    if (isCursor(cursorIndex + away)) return cursorIndex + away
  }
  return clamp(cursorIndex, rows.length)
}

const clamp = (index: number, count: number): number => Math.max(0, Math.min(count - 1, index))
