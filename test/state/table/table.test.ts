import fc from 'fast-check'
import {beforeEach, describe, expect, it} from 'vitest'
import {createTable, type Table} from '../../../src/state/table/table.ts'

type Row = {readonly id: string; readonly rank: number}

const row = (id: string, rank = 0): Row => ({id, rank})
const create = (): Table<Row> =>
  createTable({
    idOf: ({id}) => id,
    factsOf: ({id}) => ({text: [id]}),
    sorts: {id: ({id}) => id, rank: ({rank}) => rank},
    initialSort: {columnId: 'id', descending: false},
    copyText: ({id}) => id,
    filterHint: '',
  })

let table: Table<Row>
beforeEach(() => {
  table = create()
  table.setHeight(3)
  table.setRows(['a', 'b', 'c', 'd', 'e', 'f'].map(id => row(id)))
})

const ids = () => table.visible().map(({id}) => id)
const current = () => table.current()?.id

describe('the cursor', () => {
  it('begins on the first row, also when the rows come late', () => {
    expect(current()).toBe('a')
    const late = create()
    expect(late.current()).toBeUndefined()
    late.setRows([row('b'), row('a')])
    expect(late.current()?.id).toBe('a')
  })

  it('stays on its row when others come and go around it', () => {
    table.select('c')
    table.setRows(['0', '1', 'c', 'z'].map(id => row(id)))
    expect([current(), table.cursorIndex()]).toEqual(['c', 2])
  })

  it('stays on its row when the order changes', () => {
    table.select('c')
    table.setSort({columnId: 'id', descending: true})
    expect([current(), table.cursorIndex()]).toEqual(['c', 3])
  })

  it('stays on its row through a filter that keeps it', () => {
    table.select('e')
    table.setFilter('/[bef]/')
    expect([current(), table.cursorIndex()]).toEqual(['e', 1])
    table.setFilter('')
    expect(current()).toBe('e')
  })

  it('goes to the first row when it is sent to one that is not to be seen', () => {
    table.select('c')
    table.select('nowhere')
    expect(current()).toBe('a')
    table.select('c')
    table.select(undefined)
    expect(current()).toBe('a')
  })

  it('goes to the neighbour when its row is gone', () => {
    table.select('c')
    table.setRows(['a', 'b', 'd', 'e'].map(id => row(id)))
    expect(current()).toBe('d')
  })

  it('goes to the last row when all behind it are gone too', () => {
    table.select('f')
    table.setRows(['a', 'b'].map(id => row(id)))
    expect(current()).toBe('b')
  })

  it('stops at both ends', () => {
    table.moveBy(-1)
    expect(current()).toBe('a')
    table.moveBy(99)
    expect(current()).toBe('f')
    table.moveTo(-5)
    expect(current()).toBe('a')
  })

  it('is on no row where there is none', () => {
    table.setFilter('nothing')
    expect([current(), table.cursorIndex(), ids()]).toEqual([undefined, 0, []])
    table.setFilter('')
    expect(current()).toBe('a')
  })

  it('does not move the screen while its row is on it', () => {
    table.moveTo(3)
    const {top} = table.store.getState()
    table.setRows(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(id => row(id, 1)))
    expect(table.store.getState().top).toBe(top)
  })

  it('is kept on the screen when that gets smaller', () => {
    table.moveTo(2)
    table.setHeight(1)
    expect(table.store.getState().top).toBe(2)
  })
})

describe('the rows of a table', () => {
  it('are filtered and sorted anew only when something they depend on changed', () => {
    const before = table.visible()
    table.moveBy(1)
    expect(table.visible()).toBe(before)
  })

  it('come as they are for a sort that the table does not have', () => {
    table.setRows([row('b'), row('a')])
    table.setSort({columnId: 'gone', descending: false})
    expect(ids()).toEqual(['b', 'a'])
  })

  it('tell what is wrong with the filter', () => {
    table.setFilter('/(/')
    expect(table.parsedFilter().error).toBeDefined()
  })
})

describe('whatever is done to a table', () => {
  const rows = fc.uniqueArray(fc.record({id: fc.constantFrom(...'abcdefghijkl'), rank: fc.nat(3)}), {
    selector: ({id}) => id,
  })
  const keeping = fc.oneof(
    rows.map(next => (on: Table<Row>) => on.setRows(next)),
    fc
      .constantFrom('', 'a', '!b', '/[a-f]/', 'nothing')
      .map(filter => (on: Table<Row>) => on.setFilter(filter)),
    fc
      .record({columnId: fc.constantFrom('id', 'rank'), descending: fc.boolean()})
      .map(sort => (on: Table<Row>) => on.setSort(sort)),
    fc.integer({min: 1, max: 8}).map(height => (on: Table<Row>) => on.setHeight(height)),
  )
  const moving = fc.integer({min: -4, max: 4}).map(by => (on: Table<Row>) => on.moveBy(by))

  it('leaves the cursor on the same row for as long as that row is there to see', () => {
    fc.assert(
      fc.property(rows, fc.nat(20), fc.array(keeping), (first, place, changes) => {
        const on = create()
        on.setRows(first)
        on.moveTo(place)
        for (const change of changes) {
          const before = on.current()?.id
          change(on)
          const kept = on.visible().some(({id}) => id === before)
          if (kept) expect(on.current()?.id).toBe(before)
        }
      }),
    )
  })

  it('leaves the cursor on a row that is on the screen', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(keeping, moving)), changes => {
        const on = create()
        for (const change of changes) change(on)
        const {top, height} = on.store.getState()
        const shown = on.visible().slice(top, top + height)
        const under = on.current()
        if (on.visible().length === 0) expect(under).toBeUndefined()
        else expect(shown).toContain(under)
      }),
    )
  })
})

describe('sorting by the next column', () => {
  it('begins with the most of a count', () => {
    const counted = createTable<Row>({...table.kind, mostFirst: new Set(['rank'])})
    expect(counted.sortByNext()).toBe(true)
    expect(counted.store.getState().sort).toEqual({columnId: 'rank', descending: true})
    counted.sortByNext()
    expect(counted.store.getState().sort).toEqual({columnId: 'id', descending: false})
  })

  it('goes only through the columns on the screen', () => {
    table.setColumns(['id'])
    expect(table.sortByNext()).toBe(false)
    expect(table.store.getState().sort.columnId).toBe('id')
  })
})
