import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest'
import {createLiveQueries, type LiveQueries} from '../../src/state/live-queries.ts'
import {createFeed, dataEvent, type Feed} from './feed.ts'

let live: LiveQueries
let feed: Feed

beforeEach(() => {
  vi.useFakeTimers()
  live = createLiveQueries()
  feed = createFeed('services')
})
afterEach(() => {
  live.stop()
  vi.useRealTimers()
})

const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

describe('what is kept of queries that nobody looks at', () => {
  const visit = async (visited: Feed): Promise<void> => {
    const leave = live.subscribe(visited.query)
    await pass()
    visited.tell(dataEvent(visited.query.key))
    await pass(100)
    leave()
    await pass(30_000)
  }
  const visitOthers = async (count: number): Promise<void> => {
    for (let number = 0; number < count; number += 1) await visit(createFeed(`other ${number}`))
  }
  const isKept = () => live.storeOf(feed.query).getState().data === feed.query.key

  it('is enough for Back', async () => {
    await visit(feed)
    await visitOthers(60)
    expect(isKept()).toBe(true)
  })

  it('is bounded', async () => {
    await visit(feed)
    await visitOthers(70)
    expect(isKept()).toBe(false)
  })

  it('is what was looked at last, not what was opened last', async () => {
    await visit(feed)
    await visitOthers(40)
    await visit(feed)
    for (let number = 40; number < 100; number += 1) await visit(createFeed(`other ${number}`))
    expect(isKept()).toBe(true)
  })

  it('is never at the cost of what is looked at', async () => {
    const drawn = live.storeOf(feed.query)
    live.subscribe(feed.query)
    await visitOthers(100)
    expect(live.storeOf(feed.query)).toBe(drawn)
  })
})

describe('the open polls', () => {
  it('are 20 at the most: those that linger the longest give way', async () => {
    const feeds = Array.from({length: 30}, (_, number) => createFeed(`service ${number}`))
    for (const {query} of feeds) {
      live.subscribe(query)()
      await pass(10)
    }
    expect(feeds.map(each => each.running())).toEqual([...Array(10).fill(0), ...Array(20).fill(1)])
  })

  it('are never taken from a view', async () => {
    const feeds = Array.from({length: 30}, (_, number) => createFeed(`service ${number}`))
    for (const {query} of feeds) live.subscribe(query)
    await pass()
    expect(feeds.every(each => each.running() === 1)).toBe(true)
  })
})
