/** What a column sorts by: text without regard to case and with numbers in their order, or a number. */
export type SortValue = string | number | undefined

export type Sort = {readonly columnId: string; readonly descending: boolean}

const collator = new Intl.Collator('en', {numeric: true, sensitivity: 'base'})

/** A stable sort; rows without a value come last either way, and equal ones keep the order of their ids. */
export const sortRows = <Row>(
  rows: readonly Row[],
  valueIn: (row: Row) => SortValue,
  idOf: (row: Row) => string,
  descending: boolean,
): readonly Row[] => {
  const sign = descending ? -1 : 1
  return rows
    .map(row => ({row, value: valueIn(row), id: idOf(row)}))
    .sort((left, right) => {
      if (left.value === undefined || right.value === undefined) {
        const order = Number(left.value === undefined) - Number(right.value === undefined)
        return order || compareText(left.id, right.id)
      }
      return sign * compare(left.value, right.value) || compareText(left.id, right.id)
    })
    .map(({row}) => row)
}

const compare = (left: string | number, right: string | number): number =>
  typeof left === 'number' && typeof right === 'number'
    ? left - right
    : collator.compare(String(left), String(right))

const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
