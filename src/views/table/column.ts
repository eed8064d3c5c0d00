import type {Facts} from '../../state/table/filter.ts'
import type {Sort, SortValue} from '../../state/table/sort.ts'
import type {TableKind} from '../../state/table/table-state.ts'
import type {Tone} from '../theme.ts'

/** One column of a list, as data. */
export type Column<Row> = {
  readonly id: string
  readonly title: string
  /** The narrowest it may get, in columns of the terminal. */
  readonly min: number
  readonly max?: number
  /** How far it may be cut before another column is left out for it. */
  readonly comfort?: number
  readonly align?: 'right'
  /** Left out where the terminal is narrow, the highest first, or where it is empty; without it the column stays. */
  readonly drop?: number
  readonly value: (row: Row) => string
  readonly tone?: (row: Row) => Tone | undefined
  /** What it sorts by, where that is not its text. */
  readonly sort?: (row: Row) => SortValue
  /** A count, of which the most is looked for first. */
  readonly mostFirst?: true
}

/** The table model of a list, from its columns. */
export const kindOf = <Row>({
  columns,
  ...rest
}: {
  readonly columns: readonly Column<Row>[]
  readonly idOf: (row: Row) => string
  readonly factsOf: (row: Row) => Facts
  readonly initialSort: Sort
  readonly copyText: (row: Row) => string
  readonly filterHint: string
}): TableKind<Row> => ({
  ...rest,
  mostFirst: new Set(columns.filter(({mostFirst}) => mostFirst).map(({id}) => id)),
  sorts: Object.fromEntries(columns.map(column => [column.id, column.sort ?? column.value])),
})
