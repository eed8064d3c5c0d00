import {createStore, type StoreApi} from 'zustand/vanilla'
import {createArrangement} from './arrangement.ts'
import type {ParsedFilter} from './filter.ts'
import type {Sort} from './sort.ts'
import {initialState, type TableKind, type TableState} from './table-state.ts'

/** A filterable, sortable list with a cursor that is an id, never a row number. */
export type Table<Row> = {
  readonly kind: TableKind<Row>
  readonly store: StoreApi<TableState<Row>>
  readonly setRows: (rows: readonly Row[]) => void
  readonly setHeight: (height: number) => void
  readonly setFilter: (filter: string) => void
  readonly setSort: (sort: Sort) => void
  /** Which columns are on the screen: only by these is sorted next. */
  readonly setColumns: (ids: readonly string[]) => void
  /** Sorts by the next column; false where there is no other. */
  readonly sortByNext: () => boolean
  /** The rows after filter and sort. */
  readonly visible: () => readonly Row[]
  readonly parsedFilter: () => ParsedFilter
  readonly cursorIndex: () => number
  readonly current: () => Row | undefined
  readonly moveTo: (index: number) => void
  readonly moveBy: (rows: number) => void
  /** Puts the cursor on this row, or on the first where the row is not to be seen. */
  readonly select: (id: string | undefined) => void
}

/** A table of rows whose type only the view that made it knows. */
// biome-ignore lint/suspicious/noExplicitAny: rows are opaque to the frame; each view narrows its own.
export type AnyTable = Table<any>

export const createTable = <Row>(kind: TableKind<Row>): Table<Row> => {
  const store = createStore<TableState<Row>>(() => initialState(kind))
  const arrange = createArrangement(kind)
  let columns: readonly string[] = Object.keys(kind.sorts)
  /** After rows, filter, sort or height changed: the same row stays under the cursor, or its nearest neighbour. */
  const settle = (change: Partial<TableState<Row>>): void => {
    const state = {...store.getState(), ...change}
    store.setState(arrange.placed(state, arrange.cursor(state)))
  }
  const setRows = (rows: readonly Row[]): void => {
    if (rows !== store.getState().rows) settle({rows})
  }
  const setHeight = (height: number): void => {
    if (height !== store.getState().height) settle({height})
  }
  const moveTo = (index: number): void => store.setState(state => arrange.placed(state, index))
  const visible = (): readonly Row[] => arrange.visible(store.getState())
  const cursorIndex = (): number => arrange.cursor(store.getState())
  return {
    kind,
    store,
    setRows,
    setHeight,
    setFilter: filter => settle({filter}),
    setSort: sort => settle({sort}),
    setColumns: ids => {
      columns = ids
    },
    sortByNext: () => {
      const columnId = nextColumn(kind.sorts, columns, store.getState().sort.columnId)
      if (columnId !== undefined)
        settle({sort: {columnId, descending: kind.mostFirst?.has(columnId) ?? false}})
      return columnId !== undefined
    },
    visible,
    parsedFilter: () => arrange.parsed(store.getState().filter),
    cursorIndex,
    current: () => visible()[cursorIndex()],
    moveTo,
    moveBy: rows => moveTo(cursorIndex() + rows),
    select: id => moveTo(visible().findIndex(row => kind.idOf(row) === id)),
  }
}

/** The next column to sort by, of those on the screen; from one that is left out there, the first of them. */
const nextColumn = (
  sorts: TableKind<never>['sorts'],
  columns: readonly string[],
  columnId: string,
): string | undefined => {
  const ids = columns.filter(id => Object.hasOwn(sorts, id))
  const next = ids[(ids.indexOf(columnId) + 1) % ids.length]
  return next === columnId ? undefined : next
}
