import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {slideWindow} from '../../../src/state/table/window.ts'

const situation = fc
  .record({
    count: fc.integer({min: 1, max: 200}),
    height: fc.integer({min: 1, max: 60}),
    top: fc.nat(250),
    place: fc.nat(),
  })
  .map(({place, ...rest}) => ({...rest, cursor: place % rest.count}))

describe('the rows on the screen', () => {
  it('have the cursor among them, always', () => {
    fc.assert(
      fc.property(situation, at => {
        const top = slideWindow(at)
        expect(at.cursor).toBeGreaterThanOrEqual(top)
        expect(at.cursor).toBeLessThan(top + at.height)
      }),
    )
  })

  it('begin with a row that exists and leave no line empty that could be filled', () => {
    fc.assert(
      fc.property(situation, at => {
        const top = slideWindow(at)
        expect(top).toBeGreaterThanOrEqual(0)
        expect(top).toBeLessThanOrEqual(Math.max(0, at.count - at.height))
      }),
    )
  })

  it('stay where they are as long as the cursor is among them', () => {
    fc.assert(
      fc.property(situation, at => {
        const top = slideWindow(at)
        expect(slideWindow({...at, top})).toBe(top)
      }),
    )
  })

  it('move by one row when the cursor steps over the edge', () => {
    expect(slideWindow({count: 100, height: 10, top: 20, cursor: 30})).toBe(21)
    expect(slideWindow({count: 100, height: 10, top: 20, cursor: 19})).toBe(19)
  })

  it('are none where there are none', () => {
    expect(slideWindow({count: 0, height: 10, top: 5, cursor: 0})).toBe(0)
  })
})
