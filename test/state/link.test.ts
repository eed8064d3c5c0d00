import {describe, expect, it} from 'vitest'
import {ConsulError, type ConsulErrorKind} from '../../src/api/errors.ts'
import {summarizeLinks} from '../../src/state/link.ts'
import {CONNECTING, type Live} from '../../src/state/live.ts'

const meta = {filteredByAcls: false}
const answered: Live<string> = {
  link: 'live',
  data: '',
  meta,
  leaderless: false,
  contactAt: 100,
  changedAt: 100,
}

const failing = (link: 'retrying' | 'stopped', kind: ConsulErrorKind, more: Partial<Live<string>> = {}) => ({
  ...answered,
  link,
  error: new ConsulError({kind, shortMessage: kind}),
  ...more,
})

describe('the link in one word', () => {
  it('is connecting before anything has answered', () => {
    expect(summarizeLinks([])).toEqual({state: 'connecting', leaderless: false})
    expect(summarizeLinks([CONNECTING, CONNECTING])).toEqual({state: 'connecting', leaderless: false})
  })

  it('is live as soon as something has, whatever else is on its way', () => {
    expect(summarizeLinks([CONNECTING, answered])).toMatchObject({state: 'live'})
  })

  it('is retrying when one query is, with its reason', () => {
    const summary = summarizeLinks([answered, failing('retrying', 'timeout', {retryAt: 900})])
    expect(summary).toMatchObject({state: 'retrying', error: {kind: 'timeout'}, retryAt: 900})
  })

  it('counts down to the first of several tries', () => {
    const lives = [900, 700, 800].map(retryAt => failing('retrying', 'timeout', {retryAt}))
    expect(summarizeLinks(lives)).toMatchObject({retryAt: 700})
  })

  it('is not stopped because one view lacks a permission', () => {
    const {error} = failing('stopped', 'forbidden')
    const denied: Live<string> = {...CONNECTING, link: 'stopped', error}
    const summary = summarizeLinks([denied, answered])
    expect(summary.state).toBe('live')
    expect(summary).not.toHaveProperty('error')
  })

  it('is stopped where data on the screen has stopped, as with a token that has expired', () => {
    const summary = summarizeLinks([failing('stopped', 'forbidden'), answered])
    expect(summary).toMatchObject({state: 'stopped', error: {kind: 'forbidden'}, contactAt: 100})
  })

  it('is stopped when nothing else answers', () => {
    const summary = summarizeLinks([failing('stopped', 'forbidden'), failing('stopped', 'forbidden')])
    expect(summary).toMatchObject({state: 'stopped', error: {kind: 'forbidden'}})
  })

  it('is that of a retry rather than of a stop', () => {
    const summary = summarizeLinks([
      failing('stopped', 'forbidden'),
      failing('retrying', 'timeout', {retryAt: 1}),
    ])
    expect(summary).toMatchObject({state: 'retrying', error: {kind: 'timeout'}})
  })

  it('tells that data is stale for want of a leader, and how far behind', () => {
    const stale = (lastContactMs: number): Live<string> => ({
      ...answered,
      leaderless: true,
      meta: {...meta, lastContactMs},
    })
    expect(summarizeLinks([answered, stale(4_000), stale(9_000)])).toMatchObject({
      state: 'live',
      leaderless: true,
      lastContactMs: 9_000,
    })
  })

  it('raises no alarm because a healthy answer knows of no leader', () => {
    const healthy: Live<string> = {...answered, meta: {...meta, lastContactMs: 0, knownLeader: false}}
    expect(summarizeLinks([healthy])).toEqual({state: 'live', leaderless: false})
  })

  it('reckons the age from the data that is out of date, not from what is read only once', () => {
    const readOnce: Live<string> = {...answered, contactAt: 1}
    const lost = [500, 400].map(contactAt => failing('retrying', 'timeout', {contactAt, retryAt: 900}))
    expect(summarizeLinks([readOnce, ...lost])).toMatchObject({state: 'retrying', contactAt: 400})
  })
})
