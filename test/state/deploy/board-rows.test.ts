import {describe, expect, it} from 'vitest'
import type {Host} from '../../../src/deploy/board/host.ts'
import {countTotals} from '../../../src/deploy/board/snapshot.ts'
import {countWaiting, createHostRows} from '../../../src/state/deploy/host-rows.ts'
import type {JobState} from '../../../src/state/deploy/job.ts'
import {countWords, jobRow} from '../../../src/state/deploy/job-rows.ts'

const host = (node: string, news: Partial<Host>): Host => ({
  node,
  expectation: 'expected',
  state: 'silent',
  lastLine: '',
  bytes: 0,
  isCut: false,
  ...news,
})

const job = (hosts: readonly Host[], news: Partial<JobState> = {}): JobState => ({
  info: {
    id: '1',
    kind: 'exec',
    what: 'uptime',
    filters: {},
    datacenter: 'dc1',
    who: 'ann@bastion',
    startedAtMs: 1_000,
  },
  stage: 'running',
  hosts,
  totals: countTotals(hosts),
  link: {state: 'live'},
  firedAtMs: 1_000,
  ...news,
})

/** A deploy in two waves, of which both have been told. */
const inWaves = (hosts: readonly Host[], news: Partial<JobState> = {}): JobState => {
  const waves = [
    {size: {kind: 'count', count: 1}, nodes: ['a'], stage: 'done'},
    {size: {kind: 'all'}, nodes: ['b'], stage: 'running'},
  ] as const
  const firedAt = new Map([
    ['a', 1_000],
    ['b', 601_000],
  ])
  return job(hosts, {course: {waves, wave: 1, firedAt, choices: []}, ...news})
}

const looks = (state: JobState, now: number) =>
  createHostRows()(state, now).map(({host, look, elapsedMs}) => [host.node, look, elapsedMs])

describe('the rows of a board', () => {
  it('wait for an answer for a while before they call a host silent', () => {
    const state = job([host('a', {})])
    expect(looks(state, 3_500)).toEqual([['a', 'waiting', 2_000]])
    expect(looks(state, 6_000)).toEqual([['a', 'silent', 5_000]])
  })

  it('count from when a host itself was told, which may be long after the first', () => {
    const state = inWaves([host('a', {}), host('b', {})])
    expect(looks(state, 602_000)).toEqual([
      ['a', 'silent', 601_000],
      ['b', 'waiting', 1_000],
    ])
    expect(looks(state, 606_000)[1]).toEqual(['b', 'silent', 5_000])
  })

  it('call silent who was told long ago by somebody else', () => {
    const state = inWaves([host('a', {}), host('b', {})], {firedAtMs: undefined})
    expect(looks(state, 603_000)).toEqual([
      ['a', 'silent', 602_000],
      ['b', 'waiting', 2_000],
    ])
    expect(looks(job([host('a', {})], {firedAtMs: undefined}), 7_000)).toEqual([['a', 'silent', 6_000]])
  })

  it('count the time of what goes on in seconds, and say exactly how long it took', () => {
    const hosts = [
      host('a', {state: 'running', ackedAtMs: 2_000}),
      host('b', {state: 'done', ackedAtMs: 2_000, finishedAtMs: 2_345, exitCode: 0}),
      host('c', {state: 'done', exitCode: 0}),
      host('d', {state: 'dead', expectation: 'dead'}),
    ]
    expect(looks(job(hosts), 4_900)).toEqual([
      ['a', 'running', 2_000],
      ['b', 'done', 345],
      ['c', 'done', undefined],
      ['d', 'dead', undefined],
    ])
  })

  it('do not know the end of what ran when the job was given up', () => {
    const hosts = [host('a', {state: 'running', ackedAtMs: 2_000}), host('b', {})]
    expect(looks(job(hosts, {stage: 'detached', endedAtMs: 3_000}), 0)).toEqual([
      ['a', 'unheard', 1_000],
      ['b', 'silent', 2_000],
    ])
  })

  it('have a place for those whose wave has not begun', () => {
    const waves = [
      {size: {kind: 'count', count: 1}, nodes: ['a'], stage: 'running'},
      {size: {kind: 'all'}, nodes: ['b', 'c'], stage: 'waiting'},
    ] as const
    const state = job([host('a', {state: 'acked'})], {
      course: {waves, wave: 0, firedAt: new Map(), choices: []},
    })
    const rows = createHostRows()(state, 1_500)
    expect(rows.map(({host, look, wave}) => [host.node, look, wave])).toEqual([
      ['a', 'acked', 1],
      ['b', 'queued', 2],
      ['c', 'queued', 2],
    ])
    expect(countWords(jobRow(state))).toBe('0 of 3 done · 1 running')
  })

  it('are the same objects as before where nothing has changed', () => {
    const rowsOf = createHostRows()
    const [still, moving] = [
      host('a', {state: 'done', exitCode: 0}),
      host('b', {state: 'running', ackedAtMs: 0}),
    ]
    const first = rowsOf(job([still, moving]), 1_000)
    expect(rowsOf(job([still, moving]), 1_400)).toBe(first)
    const later = rowsOf(job([still, moving]), 2_000)
    expect(later[0]).toBe(first[0])
    expect(later[1]).not.toBe(first[1])
  })
})

describe('the row of a job', () => {
  it('says how it ended by the worst of its hosts', () => {
    const done = host('a', {state: 'done', exitCode: 0})
    const failed = host('b', {state: 'failed', exitCode: 1})
    const look = (hosts: readonly Host[], stage: JobState['stage']) => jobRow(job(hosts, {stage})).look
    expect(look([done], 'finished')).toBe('done')
    expect(look([done, failed, host('c', {})], 'finished')).toBe('failed')
    expect(look([done, host('c', {})], 'finished')).toBe('silent')
    expect(look([done, failed], 'running')).toBe('running')
    expect(look([failed], 'detached')).toBe('detached')
  })

  it('tells who is silent from who is waited for', () => {
    const state = inWaves([host('a', {}), host('b', {})])
    expect(countWords(jobRow(state), countWaiting(state, 602_000))).toBe('0 of 2 done · 1 silent · 1 waiting')
    expect(countWords(jobRow(state), countWaiting(state, 700_000))).toBe('0 of 2 done · 2 silent')
    expect(countWords(jobRow(state))).toBe('0 of 2 done · 2 waiting')
  })

  it('does not wait for the dead', () => {
    const hosts = [host('a', {state: 'done'}), host('b', {state: 'dead', expectation: 'dead'})]
    expect(countWords(jobRow(job(hosts, {stage: 'finished'})))).toBe('1 of 1 done')
  })
})
