import {changedPlaces} from './changed-places.ts'
import {filterRows, type ParsedFilter} from './filter.ts'
import {placeOf, type SortValue, sortRows} from './sort.ts'
import type {TableKind, TableState} from './table-state.ts'

type Input<Row> = Pick<TableState<Row>, 'rows' | 'filter' | 'sort'>

/** Beyond this many changed rows, one sort costs less than moving each. */
const MOST_MOVED = 64

/**
 * The rows after filter and sort, found anew only when what they come from has changed. Where few rows have, only these are
 * moved: a flip among ten thousand services must not compare them all.
 */
export const createVisibleRows = <Row>(
  kind: TableKind<Row>,
  parsed: (filter: string) => ParsedFilter,
): ((input: Input<Row>) => readonly Row[]) => {
  let last: (Input<Row> & {readonly visible: readonly Row[]}) | undefined
  return ({rows, filter, sort}) => {
    const known = last?.filter === filter && last.sort === sort ? last : undefined
    if (known?.rows === rows) return known.visible
    const valueIn = kind.sorts[sort.columnId]
    const kept = (some: readonly Row[]): readonly Row[] => {
      const {terms} = parsed(filter)
      return kind.narrow ? kind.narrow(some, terms) : filterRows(some, terms, kind.factsOf)
    }
    const sorted = (): readonly Row[] =>
      valueIn ? sortRows(kept(rows), valueIn, kind.idOf, sort.descending) : kept(rows)
    const places = known && changedPlaces(known.rows, rows, MOST_MOVED)
    const rowsAt = (of: readonly Row[]): readonly Row[] =>
      kept((places ?? []).flatMap(place => of[place] ?? []))
    const moved =
      known && places && valueIn
        ? move(known.visible, rowsAt(known.rows), rowsAt(rows), orderOf(kind, valueIn, sort.descending))
        : undefined
    const visible = moved ?? sorted()
    last = {rows, filter, sort, visible}
    return visible
  }
}

/** Where in sorted rows a row is, or would be. */
type Order<Row> = (sorted: readonly Row[], row: Row) => number

const orderOf = <Row>(
  {idOf}: TableKind<Row>,
  valueIn: (row: Row) => SortValue,
  descending: boolean,
): Order<Row> => {
  const keyOf = (row: Row) => ({value: valueIn(row), id: idOf(row)})
  return (sorted, row) => placeOf(sorted, row, keyOf, descending)
}

/** The sorted rows without `gone` and with `come`; undefined where one that is gone is not in its place. */
const move = <Row>(
  sorted: readonly Row[],
  gone: readonly Row[],
  come: readonly Row[],
  order: Order<Row>,
): readonly Row[] | undefined => {
  const next = sorted.slice()
  for (const row of gone) {
    const place = order(next, row)
    if (next[place] !== row) return undefined
    next.splice(place, 1)
  }
  for (const row of come) next.splice(order(next, row), 0, row)
  return next
}
