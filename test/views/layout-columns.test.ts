import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {MEMBER_COLUMNS} from '../../src/views/members/columns.ts'
import {INSTANCE_COLUMNS} from '../../src/views/service/columns.ts'
import {SERVICE_COLUMNS} from '../../src/views/services/columns.ts'
import type {Column} from '../../src/views/table/column.ts'
import {createColumnLayout, GAP, type Placed} from '../../src/views/table/layout-columns.ts'

type Pair = {readonly name: string; readonly note: string}

const COLUMNS: readonly Column<Pair>[] = [
  {id: 'name', title: 'NAME', min: 6, max: 20, value: ({name}) => name},
  {id: 'note', title: 'NOTE', min: 6, drop: 1, value: ({note}) => note},
]

const layoutColumns = <Row extends object>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
) => createColumnLayout(columns)(rows, width)
const widthsOf = (placed: readonly Placed<Pair>[]): readonly (readonly [string, number])[] =>
  placed.map(({column, width}) => [column.id, width])
const total = (placed: readonly {readonly width: number}[]): number =>
  placed.reduce((sum, {width}) => sum + width + GAP, -GAP)

describe('the columns of a list', () => {
  test('are as wide as what stands in them', () => {
    const rows = [
      {name: 'twelve-chars', note: 'short'},
      {name: 'abc', note: 'a longer note'},
    ]
    expect(widthsOf(layoutColumns(COLUMNS, rows, 80))).toEqual([
      ['name', 12],
      ['note', 13],
    ])
  })

  test('count wide characters twice', () => {
    const [name] = layoutColumns(COLUMNS, [{name: '漢字漢字漢字', note: ''}], 80)
    expect(name?.width).toBe(12)
  })

  test('have room for the signs that stand for invisible characters', () => {
    const [name] = layoutColumns(COLUMNS, [{name: 'evil\u202e\u202e\u202e\x00', note: ''}], 80)
    expect(name?.width).toBe(8)
  })

  test('are never wider than their maximum', () => {
    const [name] = layoutColumns(COLUMNS, [{name: 'n'.repeat(50), note: ''}], 80)
    expect(name?.width).toBe(20)
  })

  test('have room for their title where there are no rows', () => {
    for (const {column, width} of layoutColumns(COLUMNS, [], 80)) {
      expect(width).toBeGreaterThanOrEqual(column.title.length)
    }
  })

  test('without room the droppable one goes, and the rest stays', () => {
    const rows = [{name: 'n'.repeat(20), note: 'm'.repeat(40)}]
    expect(widthsOf(layoutColumns(COLUMNS, rows, 12)).map(([id]) => id)).toEqual(['name'])
  })

  test('are the same array while they come out the same, whatever else the rows say', () => {
    const layout = createColumnLayout(COLUMNS)
    const rows = ['first', 'second'].map(name => ({name, note: ''}))
    const before = layout(rows, 80)
    expect(layout(rows.with(1, {name: 'other', note: ''}), 80)).toBe(before)
    expect(layout(rows.with(1, {name: 'a longer name', note: ''}), 80)).not.toBe(before)
  })

  test('are after any changes as wide as they were if they had been measured then', () => {
    const text = fc.string({unit: 'grapheme', maxLength: 12})
    const pairs = fc.array(fc.record({name: text, note: text}), {maxLength: 6})
    fc.assert(
      fc.property(
        pairs,
        fc.array(fc.tuple(fc.nat(), text)),
        fc.integer({min: 10, max: 60}),
        (first, changes, width) => {
          const layout = createColumnLayout(COLUMNS)
          let rows = first
          for (const [place, name] of changes) {
            expect(layout(rows, width)).toEqual(layoutColumns(COLUMNS, rows, width))
            if (rows.length > 0) rows = rows.with(place % rows.length, {name, note: name})
          }
        },
      ),
    )
  })

  test('measure a long list by samples, in bounded time', () => {
    let measured = 0
    const counting: readonly Column<{readonly n: number}>[] = [
      {
        id: 'n',
        title: 'N',
        min: 1,
        value: ({n}) => {
          measured += 1
          return String(n)
        },
      },
    ]
    layoutColumns(
      counting,
      Array.from({length: 50_000}, (_, n) => ({n})),
      80,
    )
    expect(measured).toBeLessThan(1_000)
  })
})

describe.each([
  ['services', SERVICE_COLUMNS],
  ['instances', INSTANCE_COLUMNS],
  ['members', MEMBER_COLUMNS],
] as const)('the columns of the %s', (_, columns) => {
  const anyColumns = columns as readonly Column<never>[]

  test.each([40, 60, 80, 100, 120, 200])('fit into %s columns', width => {
    expect(total(layoutColumns(anyColumns, [], width))).toBeLessThanOrEqual(width)
  })

  test('come back one by one as the terminal gets wider', () => {
    const counts = [40, 60, 80, 100, 120, 160, 200].map(width => layoutColumns(anyColumns, [], width).length)
    expect(counts).toEqual(counts.toSorted((left, right) => left - right))
    expect(counts.at(-1)).toBe(columns.length)
  })

  test('have ids of their own', () => {
    expect(new Set(columns.map(({id}) => id)).size).toBe(columns.length)
  })
})
