import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest'
import {systemClock} from '../../src/api/clock.ts'
import {type Coalesce, createCoalesce} from '../../src/api/coalesce.ts'

let published: string[]
let coalesce: Coalesce<string>

beforeEach(() => {
  vi.useFakeTimers()
  published = []
  coalesce = createCoalesce<string>(value => published.push(value), 100, systemClock)
})
afterEach(() => {
  vi.useRealTimers()
})

describe('values that come thick and fast', () => {
  it('are passed on: the first at once, then the newest when 100 ms are over', () => {
    for (const value of ['a', 'b', 'c']) coalesce.push(value)
    expect(published).toEqual(['a'])
    vi.advanceTimersByTime(100)
    expect(published).toEqual(['a', 'c'])
  })

  it('are passed on at once again after a rest', () => {
    coalesce.push('a')
    vi.advanceTimersByTime(100)
    coalesce.push('b')
    expect(published).toEqual(['a', 'b'])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('show the one that waits', () => {
    expect(coalesce.latest()).toBeUndefined()
    coalesce.push('a')
    expect(coalesce.latest()).toBeUndefined()
    coalesce.push('b')
    expect(coalesce.latest()).toBe('b')
  })

  it('are passed on early where asked, and not again', () => {
    for (const value of ['a', 'b']) coalesce.push(value)
    coalesce.flush()
    coalesce.flush()
    vi.advanceTimersByTime(1_000)
    expect(published).toEqual(['a', 'b'])
  })

  it('wait no longer because the clock of the machine was set back', () => {
    coalesce.push('a')
    vi.setSystemTime(Date.now() - 3_600_000)
    coalesce.push('b')
    vi.advanceTimersByTime(100)
    expect(published).toEqual(['a', 'b'])
  })
})
