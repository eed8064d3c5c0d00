import {afterEach, beforeEach, expect, it, vi} from 'vitest'
import {createTicker} from '../../src/state/ticker.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('stands still while nobody shows an age', () => {
  const ticker = createTicker()
  const before = ticker.store.getState()
  vi.advanceTimersByTime(60_000)
  expect(ticker.store.getState()).toBe(before)
  expect(vi.getTimerCount()).toBe(0)
})

it('ticks once a second for all who do, until the last of them is gone', () => {
  const ticker = createTicker()
  let ticks = 0
  const leave = [ticker.subscribe(), ticker.subscribe()]
  ticker.store.subscribe(() => {
    ticks += 1
  })
  vi.advanceTimersByTime(3_000)
  expect(ticks).toBe(3)
  leave[0]?.()
  vi.advanceTimersByTime(1_000)
  expect(ticks).toBe(4)
  leave[1]?.()
  vi.advanceTimersByTime(10_000)
  expect([ticks, vi.getTimerCount()]).toEqual([4, 0])
})

it('has the right time at once for who begins to show an age', () => {
  const ticker = createTicker()
  vi.advanceTimersByTime(60_000)
  ticker.subscribe()()
  expect(ticker.store.getState().now).toBe(Date.now())
})
