import type {Facts, Term} from './filter.ts'
import type {Sort, SortValue} from './sort.ts'

/** A kind of row as the table model needs it: identity, what it sorts by, and what the filter may ask of it. */
export type TableKind<Row> = {
  readonly idOf: (row: Row) => string
  readonly factsOf: (row: Row) => Facts
  /** How the filter leaves rows out, where that takes more than to look at each by itself. */
  readonly narrow?: (rows: readonly Row[], terms: readonly Term[]) => readonly Row[]
  readonly sorts: Readonly<Record<string, (row: Row) => SortValue>>
  /** The columns of counts, which begin with the most. */
  readonly mostFirst?: ReadonlySet<string>
  readonly initialSort: Sort
  /** How many rows stay in sight beyond the cursor; none unless told, as each costs a poor line bytes at every step. */
  readonly margin?: number
  /** What `y` copies. */
  readonly copyText: (row: Row) => string
  /** What the filter understands here, for its empty line. */
  readonly filterHint: string
}

export type TableState<Row> = {
  readonly rows: readonly Row[]
  readonly filter: string
  readonly sort: Sort
  readonly cursorId: string | undefined
  /** Where the cursor was last, for when its row goes away. */
  readonly cursorIndex: number
  readonly top: number
  readonly height: number
}

export const initialState = <Row>(kind: TableKind<Row>): TableState<Row> => ({
  rows: [],
  filter: '',
  sort: kind.initialSort,
  cursorId: undefined,
  cursorIndex: 0,
  top: 0,
  height: 1,
})
