import {describe, expect, it} from 'vitest'
import {answer, course, failure} from './course.ts'

describe('a watch while no server leads', () => {
  const noLeader = failure('noLeader')
  const stale = (data: string, knownLeader = false) => answer(data, '7', {knownLeader, lastContactMs: 4_000})

  it('shows stale data at once and says that it is', async () => {
    const seen = await course([noLeader, stale('old')])
    expect(seen.asked.map(({consistency, atMs}) => [consistency, atMs])).toEqual([
      ['default', 0],
      ['stale', 0],
      ['stale', 100],
    ])
    expect(seen.events).toMatchObject([
      {type: 'failed', retryInMs: 0},
      {type: 'data', leaderless: true, reply: {data: 'old', meta: {lastContactMs: 4_000}}},
    ])
  })

  it('holds each stale read for 2 s only, to see the leader come back', async () => {
    const {asked} = await course([noLeader, stale('old'), stale('old')])
    expect(asked[2]).toMatchObject({consistency: 'stale', index: '7', waitMs: 2_000})
  })

  it('goes back to the leader as soon as a server knows one', async () => {
    const seen = await course([noLeader, stale('old'), stale('old', true), answer('new', '8')])
    expect(seen.asked.map(({consistency, index}) => [consistency, index])).toEqual([
      ['default', undefined],
      ['stale', undefined],
      ['stale', '7'],
      ['default', undefined],
      ['default', '8'],
    ])
    expect(seen.events.at(-1)).toMatchObject({reply: {data: 'new'}, leaderless: false})
  })

  it('tries the leader after every eighth round, as the header can lie', async () => {
    const rounds = Array.from({length: 8}, () => stale('old'))
    const {asked, events} = await course([noLeader, ...rounds, answer('new', '8')])
    expect(asked.map(({consistency}) => consistency)).toEqual([
      'default',
      ...rounds.map(() => 'stale'),
      'default',
      'default',
    ])
    expect(events.at(-1)).toMatchObject({reply: {data: 'new'}, leaderless: false})
  })

  it('stays with stale reads where one fails, which finds a server that lives sooner than asking the leader', async () => {
    const seen = await course([noLeader, noLeader, noLeader, stale('old', true), answer('new', '8')])
    expect(seen.asked.map(({consistency}) => consistency).slice(0, 5)).toEqual([
      'default',
      'stale',
      'stale',
      'stale',
      'default',
    ])
    expect(seen.events.map(event => event.type === 'failed' && event.retryInMs)).toEqual([
      0,
      500,
      1_000,
      false,
      false,
    ])
  })
})
