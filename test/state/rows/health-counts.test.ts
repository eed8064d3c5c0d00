import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createHealthCounts} from '../../../src/state/rows/health-counts.ts'

const row = fc.record({health: fc.constantFrom('critical', 'warning', 'maintenance', 'passing')})

test('rows are counted on from the last time as if they were all counted anew', () => {
  fc.assert(
    fc.property(fc.array(row), fc.array(fc.tuple(fc.nat(), row)), fc.array(row), (first, changes, other) => {
      const counts = createHealthCounts()
      const count = (rows: typeof first) => expect(counts(rows)).toEqual(createHealthCounts()(rows))
      let rows = first
      count(rows)
      for (const [place, changed] of changes) {
        if (rows.length > 0) rows = rows.with(place % rows.length, changed)
        count(rows)
      }
      count(other)
      count(first)
    }),
  )
  expect(createHealthCounts()([{health: 'critical'}, {health: 'passing'}, {health: 'critical'}])).toEqual({
    critical: 2,
    warning: 0,
  })
})
