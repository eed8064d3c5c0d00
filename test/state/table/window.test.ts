import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {slideWindow} from '../../../src/state/table/window.ts'

const situation = fc
  .record({
    count: fc.integer({min: 1, max: 200}),
    height: fc.integer({min: 1, max: 60}),
    top: fc.nat(250),
    margin: fc.nat(4),
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

  it('show the margin beyond the cursor where there are so many rows and the screen has room', () => {
    fc.assert(
      fc.property(situation, at => {
        const top = slideWindow(at)
        const room = Math.min(at.margin, Math.floor((at.height - 1) / 2))
        expect(at.cursor - top).toBeGreaterThanOrEqual(Math.min(room, at.cursor))
        expect(top + at.height - 1 - at.cursor).toBeGreaterThanOrEqual(
          Math.min(room, at.count - 1 - at.cursor),
        )
      }),
    )
  })

  it('stay where they are once the cursor is among them', () => {
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
    expect(slideWindow({count: 100, height: 10, top: 20, cursor: 28, margin: 2})).toBe(21)
    expect(slideWindow({count: 100, height: 10, top: 20, cursor: 21, margin: 2})).toBe(19)
  })

  it('are none where there are none', () => {
    expect(slideWindow({count: 0, height: 10, top: 5, cursor: 0})).toBe(0)
  })
})
