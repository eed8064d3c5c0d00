import {once} from '../../once.ts'

/** What a column sorts by: text without regard to case and with numbers in their order, or a number. */
export type SortValue = string | number | undefined

export type Sort = {readonly columnId: string; readonly descending: boolean}

/** What decides on a row's place. */
type Key = {readonly value: SortValue; readonly id: string}

const collator = once(() => new Intl.Collator('en', {numeric: true, sensitivity: 'base'}))

/** A stable sort; rows without a value come last either way, and equal ones keep the order of their ids. */
export const sortRows = <Row>(
  rows: readonly Row[],
  valueIn: (row: Row) => SortValue,
  idOf: (row: Row) => string,
  descending: boolean,
): readonly Row[] =>
  rows
    .map(row => ({row, value: valueIn(row), id: idOf(row)}))
    .sort((left, right) => compareKeys(left, right, descending))
    .map(({row}) => row)

/** Where in sorted rows a row is, or would be. */
export const placeOf = <Row>(
  sorted: readonly Row[],
  row: Row,
  keyOf: (row: Row) => Key,
  descending: boolean,
): number => {
  const key = keyOf(row)
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = sorted[middle]
    if (other !== undefined && compareKeys(keyOf(other), key, descending) < 0) low = middle + 1
    else high = middle
  }
  return low
}

const compareKeys = (left: Key, right: Key, descending: boolean): number => {
  if (left.value === undefined || right.value === undefined) {
    const order = Number(left.value === undefined) - Number(right.value === undefined)
    return order || compareText(left.id, right.id)
  }
  return (descending ? -1 : 1) * compare(left.value, right.value) || compareText(left.id, right.id)
}

const compare = (left: string | number, right: string | number): number =>
  typeof left === 'number' && typeof right === 'number'
    ? left - right
    : collator().compare(String(left), String(right))

const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
