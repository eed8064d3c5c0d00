import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest'
import {createLiveQueries, type LiveQueries} from '../../src/state/live-queries.ts'
import {createFeed, dataEvent, type Feed, failedEvent, unchangedEvent} from './feed.ts'

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
const state = () => live.storeOf(feed.query).getState()

/** Subscribes and hears this. */
const hear = async (...events: Parameters<Feed['tell']>[0][]): Promise<() => void> => {
  const leave = live.subscribe(feed.query)
  await pass()
  for (const event of events) feed.tell(event)
  await pass(100)
  return leave
}

describe('a live query', () => {
  it('is connecting until the first answer, and then live', async () => {
    expect(state()).toEqual({link: 'connecting', leaderless: false})
    await hear(dataEvent('web'))
    expect(state()).toMatchObject({link: 'live', data: 'web', leaderless: false})
  })

  it('is one loop for all who look', async () => {
    const leaveFirst = await hear(dataEvent('web'))
    const leaveSecond = live.subscribe(feed.query)
    leaveFirst()
    await pass(60_000)
    expect([feed.started(), feed.running()]).toEqual([1, 1])
    leaveSecond()
  })

  it('is not asked while nobody looks', async () => {
    live.storeOf(feed.query)
    await pass()
    expect(feed.started()).toBe(0)
  })

  it('does not call live what nobody has asked for since the linger', async () => {
    const leave = await hear(dataEvent('web'))
    leave()
    await pass(30_000)
    live.subscribe(feed.query)
    expect(state()).toMatchObject({link: 'connecting', data: 'web'})
  })

  it('goes on for 30 s after the last has left, and then stops', async () => {
    const leave = await hear(dataEvent('web'))
    leave()
    await pass(29_999)
    expect(feed.running()).toBe(1)
    await pass(1)
    expect(feed.running()).toBe(0)
  })

  it('does not count one who leaves twice', async () => {
    const leave = await hear(dataEvent('web'))
    live.subscribe(feed.query)
    leave()
    leave()
    await pass(60_000)
    expect(feed.running()).toBe(1)
  })

  it('has its data at once for who comes back, and goes on in the same loop', async () => {
    const leave = await hear(dataEvent('web'))
    leave()
    await pass(10_000)
    feed.tell(dataEvent('web and db'))
    await pass(100)
    live.subscribe(feed.query)
    expect(state()).toMatchObject({data: 'web and db'})
    await pass(60_000)
    expect([feed.started(), feed.running()]).toEqual([1, 1])
  })

  it('has its old data at once for who comes back late, and asks anew', async () => {
    const leave = await hear(dataEvent('web'))
    leave()
    await pass(60_000)
    live.subscribe(feed.query)
    expect(state()).toMatchObject({data: 'web'})
    await pass()
    expect([feed.started(), feed.running()]).toEqual([2, 1])
  })

  it('keeps the data and its age when it fails, and says when it tries again', async () => {
    await hear(dataEvent('web'))
    const {contactAt, changedAt} = state()
    await pass(5_000)
    feed.tell(failedEvent('timeout', 4_000))
    await pass()
    expect(state()).toMatchObject({
      data: 'web',
      contactAt,
      changedAt,
      link: 'retrying',
      error: {kind: 'timeout'},
      retryAt: Date.now() + 4_000,
    })
  })

  it('forgets the error with the next answer, changed or not', async () => {
    await hear(dataEvent('web'), failedEvent('timeout', 1_000), unchangedEvent)
    expect(state()).toMatchObject({data: 'web', link: 'live'})
    expect(state()).not.toHaveProperty('error')
    expect(state()).not.toHaveProperty('retryAt')
  })

  it('tells the last contact from the last change', async () => {
    await hear(dataEvent('web'))
    const {changedAt = 0, data} = state()
    await pass(60_000)
    feed.tell(unchangedEvent)
    await pass()
    expect(state()).toMatchObject({changedAt, contactAt: changedAt + 60_100})
    expect(state().data).toBe(data)
  })

  it('says that its data is stale for want of a leader, also while it fails', async () => {
    await hear(dataEvent('web', true))
    expect(state().leaderless).toBe(true)
    feed.tell(failedEvent('timeout', 1_000))
    await pass(100)
    expect(state().leaderless).toBe(true)
    feed.tell(dataEvent('web'))
    await pass(100)
    expect(state().leaderless).toBe(false)
  })

  it('has stopped after a failure that trying again cannot mend, and a refresh mends it', async () => {
    await hear(dataEvent('web'), failedEvent('forbidden'))
    expect(state()).toMatchObject({link: 'stopped', data: 'web', error: {kind: 'forbidden'}})
    live.refresh(feed.query)
    await pass()
    feed.tell(dataEvent('web and db'))
    await pass(100)
    expect(state()).toMatchObject({link: 'live', data: 'web and db'})
    expect([feed.started(), feed.running()]).toEqual([2, 1])
  })

  it('takes no answer to a request that a refresh has replaced', async () => {
    await hear(dataEvent('web'))
    feed.tell(dataEvent('late'))
    live.refreshAll()
    await pass(100)
    expect(state().data).toBe('web')
  })

  it('is not started by a refresh for which nobody waits', async () => {
    live.refresh(feed.query)
    live.refreshAll()
    await pass()
    expect(feed.started()).toBe(0)
  })

  it('ends with all others when the program stops', async () => {
    await hear(dataEvent('web'))
    live.stop()
    await pass(100)
    expect([feed.running(), vi.getTimerCount()]).toEqual([0, 0])
  })
})

describe('the updates of a live query', () => {
  it('come at once, and then at most one each 100 ms, the newest of them', async () => {
    const seen: unknown[] = []
    live.storeOf(feed.query).subscribe(({data}) => seen.push(data))
    live.subscribe(feed.query)
    await pass()
    feed.tell(dataEvent('1'))
    await pass()
    expect(seen).toEqual(['1'])
    for (const data of ['2', '3', '4']) feed.tell(dataEvent(data))
    await pass(99)
    expect(seen).toEqual(['1'])
    await pass(1)
    expect(seen).toEqual(['1', '4'])
  })

  it('are not held up by an answer without news', async () => {
    await hear(dataEvent('web'))
    feed.tell(unchangedEvent)
    await pass(5)
    feed.tell(dataEvent('db'))
    await pass()
    expect(state()).toMatchObject({data: 'db'})
  })

  it('are not lost when the loop ends before they are shown', async () => {
    const leave = await hear(dataEvent('1'))
    leave()
    await pass(29_950)
    feed.tell(dataEvent('2'))
    feed.tell(dataEvent('3'))
    await pass(50)
    expect(feed.running()).toBe(0)
    expect(state().data).toBe('3')
  })

  it('build on those that are not shown yet', async () => {
    await hear(dataEvent('1'))
    for (const event of [dataEvent('2'), dataEvent('3'), failedEvent('timeout', 1_000)]) feed.tell(event)
    await pass(100)
    expect(state()).toMatchObject({data: '3', link: 'retrying'})
  })

  it('are seen by a view that was drawn before it subscribed', async () => {
    const drawn = live.storeOf(feed.query)
    await hear(dataEvent('web'))
    expect(drawn.getState().data).toBe('web')
  })

  it('are seen by a view that was drawn before the linger ended and subscribed after', async () => {
    const leave = await hear(dataEvent('web'))
    leave()
    const drawn = live.storeOf(feed.query)
    await pass(30_000)
    await hear(dataEvent('web and db'))
    expect(drawn.getState().data).toBe('web and db')
  })

  it('are seen by a view that was drawn while very many others were looked at', async () => {
    const others = Array.from({length: 100}, (_, number) => createFeed(`other ${number}`))
    for (const {query} of others) live.subscribe(query)
    const drawn = live.storeOf(feed.query)
    live.storeOf(createFeed('one more').query)
    await hear(dataEvent('web'))
    expect(drawn.getState().data).toBe('web')
  })
})

describe('the links', () => {
  const linked = () => [...live.links.getState().keys()]

  it('are those of the queries that somebody looks at', async () => {
    live.storeOf(createFeed('drawn only').query)
    const leave = await hear(dataEvent('web'))
    live.subscribe(createFeed('nodes').query)
    expect(linked()).toEqual(['services', 'nodes'])
    leave()
    expect(linked()).toEqual(['nodes'])
  })

  it('follow what is known of each', async () => {
    await hear(dataEvent('web'))
    expect(live.links.getState().get('services')).toBe(state())
    feed.tell(failedEvent('timeout', 1_000))
    await pass(100)
    expect(live.links.getState().get('services')?.link).toBe('retrying')
  })
})
