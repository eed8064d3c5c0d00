import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {parseFilter} from '../../../src/state/table/filter.ts'
import type {SortValue} from '../../../src/state/table/sort.ts'
import type {TableKind} from '../../../src/state/table/table-state.ts'
import {createVisibleRows} from '../../../src/state/table/visible-rows.ts'

type Row = {readonly id: string; readonly value: SortValue; readonly tag: string}

const seen: string[] = []
const kind: TableKind<Row> = {
  idOf: ({id}) => id,
  factsOf: row => {
    seen.push(row.id)
    return {text: [row.id], tag: [row.tag]}
  },
  sorts: {id: ({id}) => id, value: ({value}) => value},
  initialSort: {columnId: 'value', descending: false},
  copyText: ({id}) => id,
  filterHint: '',
}
const create = () => createVisibleRows(kind, parseFilter)
const everything = fc.record({
  value: fc.oneof(
    fc.constant(undefined),
    fc.integer({min: 0, max: 3}),
    fc.constantFrom('a', 'B', 'b2', 'b10'),
  ),
  tag: fc.constantFrom('red', 'blue'),
})
const start = fc.array(everything, {maxLength: 30})
const view = fc.record({
  filter: fc.constantFrom('', 'tag:red', '!tag:red', '/[1-5]/'),
  sort: fc.record({columnId: fc.constantFrom('id', 'value', 'none'), descending: fc.boolean()}),
})
type Step = readonly {readonly place: number; readonly row: Omit<Row, 'id'>}[] | 'come' | 'gone'

/** What becomes of the rows: some change, or the last comes or goes. */
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.array(fc.record({place: fc.nat(29), row: everything}), {maxLength: 4}),
  fc.constantFrom('come' as const, 'gone' as const),
)

const after = (rows: readonly Row[], change: Step): readonly Row[] => {
  if (change === 'gone') return rows.slice(0, -1)
  if (change === 'come') return [...rows, {id: `${rows.length}`, value: 1, tag: 'red'}]
  const next = [...rows]
  for (const {place, row} of change) if (place < next.length) next[place] = {id: `${place}`, ...row}
  return next
}

describe('the visible rows', () => {
  it('are after any changes what one sort of them all says', () => {
    fc.assert(
      fc.property(start, fc.array(view, {minLength: 1}), fc.array(step), (first, views, steps) => {
        const visible = create()
        let rows: readonly Row[] = first.map((row, id) => ({id: `${id}`, ...row}))
        for (const [index, change] of steps.entries()) {
          const input = {rows, ...(views[index % views.length] ?? {filter: '', sort: kind.initialSort})}
          expect(visible(input)).toEqual(create()(input))
          rows = after(rows, change)
          expect(visible({...input, rows})).toEqual(create()({...input, rows}))
        }
      }),
    )
  })

  it('are the same list while nothing has changed', () => {
    const visible = create()
    const input = {rows: [{id: 'a', value: 1, tag: ''}], filter: '', sort: kind.initialSort}
    expect(visible({...input})).toBe(visible({...input}))
  })

  it('do not ask the rows again that have not changed', () => {
    const visible = create()
    const sort = kind.initialSort
    const rows = ['a', 'b', 'c'].map(id => ({id, value: 1, tag: 'red'}))
    visible({rows, filter: 'tag:red', sort})
    seen.length = 0
    visible({rows: rows.with(1, {id: 'b', value: 0, tag: 'red'}), filter: 'tag:red', sort})
    expect(new Set(seen)).toEqual(new Set(['b']))
  })
})
