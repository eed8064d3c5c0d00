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
    visible,
    parsedFilter: () => arrange.parsed(store.getState().filter),
    cursorIndex,
    current: () => visible()[cursorIndex()],
    moveTo,
    moveBy: rows => moveTo(cursorIndex() + rows),
    select: id => moveTo(visible().findIndex(row => kind.idOf(row) === id)),
  }
}
