import {describe, expect, it} from 'vitest'
import type {ConsulClient} from '../../src/api/client.ts'
import {systemClock} from '../../src/api/clock.ts'
import {CONNECTING, reduce} from '../../src/state/live.ts'
import {defineQuery} from '../../src/state/queries/define.ts'
import type {Tenancy} from '../../src/state/tenancy.ts'
import {createTransitions} from '../../src/state/transitions.ts'
import {dataEvent, failedEvent} from './feed.ts'

describe('what is known of a query', () => {
  it('is no data when it has failed from the start', () => {
    const live = reduce(CONNECTING, failedEvent('forbidden'), 1)
    expect(live).toMatchObject({link: 'stopped', error: {kind: 'forbidden'}})
    expect(live).not.toHaveProperty('data')
    expect(live).not.toHaveProperty('contactAt')
  })

  it('has not changed because it was asked again and is the same', () => {
    const before = reduce(CONNECTING, dataEvent('web'), 1)
    expect(reduce(before, dataEvent('web'), 2)).toMatchObject({changedAt: 1, contactAt: 2})
    expect(reduce(before, dataEvent('db'), 2)).toMatchObject({changedAt: 2, contactAt: 2})
  })

  it('keeps the very same rows when it was asked again and they are the same', () => {
    const event = (rows: readonly string[]) => ({
      type: 'data' as const,
      reply: {data: rows, meta: {filteredByAcls: false}},
      leaderless: false,
    })
    const before = reduce(CONNECTING, event(['web']), 1)
    expect(reduce(before, event(['web']), 2).data).toBe(before.data)
  })
})

describe('the identity of a query', () => {
  const client: ConsulClient = {
    address: '',
    readOnly: true,
    tenancy: {},
    send: () => Promise.reject(new Error('not asked')),
    stream: () => Promise.reject(new Error('not asked')),
    close: () => Promise.resolve(),
  }
  const keyOf = (name: string, tenancy: Partial<Tenancy>): string =>
    defineQuery(
      {
        client,
        clock: systemClock,
        transitions: createTransitions(systemClock),
        tenancy: {consistency: 'default', ...tenancy},
      },
      name,
      () => Promise.reject(new Error('not asked')),
    ).key

  it('holds every parameter, so that two questions never share an answer', () => {
    const keys = [
      keyOf('a', {}),
      keyOf('b', {}),
      keyOf('a', {datacenter: 'x'}),
      keyOf('a', {namespace: 'x'}),
      keyOf('a', {partition: 'x'}),
      keyOf('a', {consistency: 'stale'}),
      keyOf('a', {consistency: 'consistent'}),
    ]
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('is the same for the same question', () => {
    expect(keyOf('a', {datacenter: 'x'})).toBe(keyOf('a', {datacenter: 'x'}))
  })
})
