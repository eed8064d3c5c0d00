import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest'
import {systemClock} from '../../src/api/clock.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Starts a sleep and tells whether it is over. */
const sleeping = (ms: number, signal: AbortSignal): (() => boolean) => {
  let over = false
  void systemClock.sleep(ms, signal).then(() => {
    over = true
  })
  return () => over
}

describe('a sleep', () => {
  it('lasts as long as it was told', async () => {
    const isOver = sleeping(1_000, new AbortController().signal)
    await vi.advanceTimersByTimeAsync(999)
    expect(isOver()).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(isOver()).toBe(true)
  })

  it('ends at once when it is given up, and leaves no timer', async () => {
    const stop = new AbortController()
    const isOver = sleeping(1_000, stop.signal)
    stop.abort()
    await vi.advanceTimersByTimeAsync(0)
    expect([isOver(), vi.getTimerCount()]).toEqual([true, 0])
  })

  it('does not begin after it was given up', async () => {
    const isOver = sleeping(1_000, AbortSignal.abort())
    await vi.advanceTimersByTimeAsync(0)
    expect([isOver(), vi.getTimerCount()]).toEqual([true, 0])
  })

  it('without an end waits for the abort alone', async () => {
    const stop = new AbortController()
    const isOver = sleeping(Number.POSITIVE_INFINITY, stop.signal)
    await vi.advanceTimersByTimeAsync(1e9)
    expect([isOver(), vi.getTimerCount()]).toEqual([false, 0])
    stop.abort()
    await vi.advanceTimersByTimeAsync(0)
    expect(isOver()).toBe(true)
  })

  it('is not cut short by being longer than a timer can count', async () => {
    const isOver = sleeping(2 ** 40, new AbortController().signal)
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(isOver()).toBe(false)
  })
})
