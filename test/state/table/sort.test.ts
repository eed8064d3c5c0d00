import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {type SortValue, sortRows} from '../../../src/state/table/sort.ts'

type Row = {readonly id: string; readonly value: SortValue}

const sort = (rows: readonly Row[], descending = false) =>
  sortRows(
    rows,
    ({value}) => value,
    ({id}) => id,
    descending,
  )
const valuesOf = (values: readonly SortValue[], descending = false) =>
  sort(
    values.map((value, id) => ({id: String(id), value})),
    descending,
  ).map(({value}) => value)
const rowsWith = fc.uniqueArray(
  fc.record({id: fc.string(), value: fc.oneof(fc.constant(undefined), fc.integer({min: 0, max: 3}))}),
  {selector: ({id}) => id},
)

describe('sorted rows', () => {
  it('have their numbers in order, within text too', () => {
    expect(valuesOf([10, 9, 100])).toEqual([9, 10, 100])
    expect(valuesOf(['web-10', 'web-9', 'web-1'])).toEqual(['web-1', 'web-9', 'web-10'])
  })

  it('do not look at case', () => {
    expect(valuesOf(['b', 'A', 'C'])).toEqual(['A', 'b', 'C'])
  })

  it('have those without a value last, either way', () => {
    expect(valuesOf([undefined, 2, undefined, 1])).toEqual([1, 2, undefined, undefined])
    expect(valuesOf([undefined, 2, undefined, 1], true)).toEqual([2, 1, undefined, undefined])
  })

  it('have equal ones in the order of their ids, either way', () => {
    const rows = ['c', 'a', 'b'].map(id => ({id, value: 1}))
    for (const descending of [false, true]) {
      expect(sort(rows, descending).map(({id}) => id)).toEqual(['a', 'b', 'c'])
    }
  })

  it('do not depend on the order in which they came', () => {
    fc.assert(
      fc.property(rowsWith, fc.boolean(), (rows, descending) => {
        expect(sort(rows.toReversed(), descending)).toEqual(sort(rows, descending))
      }),
    )
  })

  it('are the same rows, and the list that was given is left alone', () => {
    fc.assert(
      fc.property(rowsWith, rows => {
        const before = [...rows]
        expect(new Set(sort(rows))).toEqual(new Set(rows))
        expect(rows).toEqual(before)
      }),
    )
  })
})
