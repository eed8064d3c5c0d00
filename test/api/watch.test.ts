import {describe, expect, it} from 'vitest'
import {type Read, watch} from '../../src/api/watch.ts'
import {answer, type Course, course, failure} from './course.ts'
import {createManualClock} from './manual-clock.ts'

const kindsOf = ({events}: Course): readonly string[] =>
  events.map(event => (event.type === 'data' ? event.reply.data : event.type))

const indexesOf = ({asked}: Course): readonly (string | undefined)[] => asked.map(({index}) => index)

describe('a watch of a blocking query', () => {
  it('asks first without an index, and then with the one of the answer', async () => {
    const {asked} = await course([answer('a', '5'), answer('b', '9')])
    expect(asked).toEqual([
      {consistency: 'default', atMs: 0},
      {consistency: 'default', index: '5', waitMs: 5_000, atMs: 0},
      {consistency: 'default', index: '9', waitMs: 5_000, atMs: 100},
    ])
  })

  it('tells of an equal answer with a new index that nothing has changed', async () => {
    const seen = await course([answer('a', '5'), answer('a', '6'), answer('b', '7')])
    expect(kindsOf(seen)).toEqual(['a', 'unchanged', 'b'])
    expect(seen.events[1]).toMatchObject({meta: {index: '6'}})
  })

  it('lets the caller decide what is equal', async () => {
    const equal = (left: string, right: string) => left.toLowerCase() === right.toLowerCase()
    expect(kindsOf(await course([answer('a', '5'), answer('A', '6')], {equal}))).toEqual(['a', 'unchanged'])
  })

  it('starts over when the index goes backwards, and misses nothing', async () => {
    const seen = await course([answer('a', '9'), answer('b', '3'), answer('c', '3'), answer('d', '4')])
    expect(indexesOf(seen)).toEqual([undefined, '9', undefined, '3', '4'])
    expect(kindsOf(seen)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('blocks on 1 after an index of 0', async () => {
    expect(indexesOf(await course([answer('a', '0')]))).toEqual([undefined, '1'])
  })

  it('keeps every digit of an index of 64 bits', async () => {
    const indexes = ['18446744073709551613', '18446744073709551615', '18446744073709551614']
    const seen = await course(indexes.map(index => answer('a', index)))
    expect(indexesOf(seen)).toEqual([undefined, indexes[0], indexes[1], undefined])
  })

  it('does not hammer a server that sends no index', async () => {
    const {asked} = await course([answer('a'), answer('a'), answer('a'), answer('a')])
    const gaps = asked.slice(1).map(({atMs}, position) => atMs - (asked[position]?.atMs ?? 0))
    expect(Math.min(...gaps)).toBe(5_000)
  })

  it('asks no more than every 100 ms when all answers come at once', async () => {
    const {asked} = await course([1, 2, 3, 4, 5].map(index => answer('a', String(index))))
    expect(asked.map(({atMs}) => atMs)).toEqual([0, 0, 100, 200, 300, 400])
  })

  it('waits as long as the answer before calls for', async () => {
    const waitMs = (last: string | undefined) => (last === 'young' ? 10_000 : 120_000)
    const {asked} = await course([answer('young', '1'), answer('old', '2')], {waitMs})
    expect(asked.map(request => request.waitMs)).toEqual([undefined, 10_000, 120_000])
  })

  /** The agent holds what is given up to its end, and each takes one of the connections that the host may have. */
  it('asks to be held no longer than it is old unless told, but for its first seconds', async () => {
    const answers = Array.from({length: 7}, (_, place) => answer('a', String(place + 1)))
    const {asked} = await course(answers, {isHeld: true})
    expect(asked.map(({waitMs}) => waitMs)).toEqual([
      undefined,
      5_000,
      5_000,
      10_000,
      20_000,
      40_000,
      60_000,
      60_000,
    ])
  })

  it('asks with the consistency it was given', async () => {
    const {asked} = await course([answer('a', '1')], {consistency: 'consistent'})
    expect(asked.map(({consistency}) => consistency)).toEqual(['consistent', 'consistent'])
  })
})

describe('a watch that meets failures', () => {
  it.each(['unreachable', 'timeout', 'rateLimited', 'protocol', 'conflict'] as const)(
    'goes on after: %s',
    async kind => {
      const seen = await course([answer('a', '5'), failure(kind), answer('b', '6')])
      expect(kindsOf(seen)).toEqual(['a', 'failed', 'b'])
      expect(seen.events[1]).toMatchObject({error: {kind}, retryInMs: 250})
    },
  )

  it.each(['forbidden', 'invalid', 'notFound'] as const)('ends after: %s', async kind => {
    const seen = await course([answer('a', '5'), failure(kind), answer('b', '6')])
    expect(seen.events.at(-1)).toMatchObject({type: 'failed', error: {kind}, retryInMs: undefined})
    expect(seen.asked).toHaveLength(2)
  })

  it('trusts no index from before the failure', async () => {
    expect(indexesOf(await course([answer('a', '5'), failure('timeout'), answer('a', '5')]))).toEqual([
      undefined,
      '5',
      undefined,
      '5',
    ])
  })

  it('does not tell the same data again after a failure', async () => {
    const seen = await course([answer('a', '5'), failure('timeout'), answer('a', '5')])
    expect(kindsOf(seen)).toEqual(['a', 'failed', 'unchanged'])
  })

  it('waits longer with each failure, and any good answer begins anew', async () => {
    const timeout = failure('timeout')
    const {slept} = await course([timeout, timeout, timeout, answer('a', '1'), timeout, answer('a', '1')])
    expect(slept.filter(ms => ms > 100)).toEqual([250, 500, 1_000, 250])
  })

  it('waits as long as the server asks for', async () => {
    const {events, slept} = await course([failure('rateLimited', 30_000), answer('a', '1')])
    expect(events[0]).toMatchObject({retryInMs: 30_000})
    expect(slept).toContain(30_000)
  })

  it('is no less patient because the server asks for no patience', async () => {
    const limited = failure('rateLimited', 0)
    const {slept} = await course([limited, limited, limited, limited])
    expect(slept).toEqual([250, 500, 1_000, 2_000])
  })

  it('takes a bug in the reading for a failure, and keeps the cause', async () => {
    const bug = new TypeError('x is undefined')
    const {events} = await course([bug, answer('a', '1')])
    expect(events[0]).toMatchObject({error: {kind: 'protocol', shortMessage: 'x is undefined', cause: bug}})
  })
})

describe('a watch that is given up', () => {
  const collect = async (read: Read<string>, signal: AbortSignal) =>
    Array.fromAsync(watch(read, {signal, clock: createManualClock()}))

  it('says nothing, though its request failed by it', async () => {
    const stop = new AbortController()
    const read: Read<string> = async () => {
      stop.abort()
      throw failure('unreachable')
    }
    expect(await collect(read, stop.signal)).toEqual([])
  })

  it('says nothing of an answer that came too late', async () => {
    const stop = new AbortController()
    const read: Read<string> = async () => {
      stop.abort()
      return answer('late', '1')
    }
    expect(await collect(read, stop.signal)).toEqual([])
  })

  it('does not begin if it was given up before', async () => {
    let reads = 0
    const read: Read<string> = async () => {
      reads += 1
      return answer('a', '1')
    }
    expect(await collect(read, AbortSignal.abort())).toEqual([])
    expect(reads).toBe(0)
  })

  it('ends its pause at once', async () => {
    const stop = new AbortController()
    const events = watch(async () => answer('a'), {signal: stop.signal, everyMs: Number.POSITIVE_INFINITY})
    expect((await events.next()).done).toBe(false)
    const end = events.next()
    stop.abort()
    expect(await end).toEqual({done: true, value: undefined})
  })
})

describe('a watch of an endpoint that does not block', () => {
  it('asks again after the pause, never with an index', async () => {
    const {asked} = await course([answer('a', '5'), answer('b', '6')], {everyMs: 10_000})
    expect(asked).toEqual([0, 10_000, 20_000].map(atMs => ({consistency: 'default', atMs})))
  })

  it('tells only of changes as data', async () => {
    const seen = await course([answer('a'), answer('a'), answer('b')], {everyMs: 10_000})
    expect(kindsOf(seen)).toEqual(['a', 'unchanged', 'b'])
  })

  it('retries a failure sooner than the pause', async () => {
    const seen = await course([failure('timeout'), answer('a')], {everyMs: 60_000})
    expect(seen.asked.map(({atMs}) => atMs)).toEqual([0, 250, 60_250])
  })

  it('reads once where the pause has no end', async () => {
    const stop = new AbortController()
    let reads = 0
    const read: Read<string> = async () => {
      reads += 1
      return answer('a')
    }
    const clock = createManualClock()
    const events = watch(read, {signal: stop.signal, everyMs: Number.POSITIVE_INFINITY, clock})
    await events.next()
    const end = events.next()
    clock.advance(1e9)
    stop.abort()
    expect((await end).done).toBe(true)
    expect(reads).toBe(1)
  })

  it('reads again until it is sure, where one read must do and no server led', async () => {
    const seen = await course(
      [failure('noLeader'), answer('stale', '1', {knownLeader: true}), answer('fresh', '2')],
      {everyMs: 60_000},
    )
    expect(seen.asked.map(({consistency, atMs}) => [consistency, atMs])).toEqual([
      ['default', 0],
      ['stale', 0],
      ['default', 2_000],
      ['default', 62_000],
    ])
    expect(seen.events.at(-1)).toMatchObject({reply: {data: 'fresh'}, leaderless: false})
  })
})
