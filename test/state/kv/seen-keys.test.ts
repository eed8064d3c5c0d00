import {describe, expect, test} from 'vitest'
import type {KvEntry} from '../../../src/api/kv-entry.ts'
import {changeOf, createSeenKeys} from '../../../src/state/kv/seen-keys.ts'
import {createManualClock} from '../../api/manual-clock.ts'

const entry = (value: string, modifyIndex: number, more: Partial<KvEntry> = {}): KvEntry => ({
  key: 'k',
  value: new TextEncoder().encode(value),
  flags: 0n,
  lockIndex: 0,
  createIndex: '1',
  modifyIndex: String(modifyIndex),
  ...more,
})
const NOW = createManualClock().now()
const watched = (askedAt = 0) => ({askedAt, isWatched: () => true})
const unwatched = (askedAt = 0) => ({askedAt, isWatched: () => false})

describe('what is seen of a key', () => {
  test('is its last two values, and when it changed under our eyes', () => {
    const seen = createSeenKeys(createManualClock())
    seen.observe([entry('a', 5)], watched())
    expect(seen.get('k')).toMatchObject({entry: entry('a', 5)})
    expect(seen.get('k')?.changedAt).toBeUndefined()
    seen.observe([entry('b', 6)], watched())
    expect(seen.get('k')).toMatchObject({entry: entry('b', 6), before: entry('a', 5), changedAt: NOW})
  })

  test('that changed while nobody looked does not count as just now', () => {
    const seen = createSeenKeys(createManualClock())
    seen.observe([entry('a', 5)], watched())
    seen.observe([entry('b', 6)], unwatched())
    expect(seen.get('k')?.before).toEqual(entry('a', 5))
    expect(seen.get('k')?.changedAt).toBeUndefined()
  })

  test('is not undone by an answer that was long on its way', () => {
    const seen = createSeenKeys(createManualClock())
    seen.observe([entry('b', 6)], watched(NOW - 100))
    seen.observe([entry('a', 5)], watched(NOW - 200))
    expect(seen.get('k')?.entry).toEqual(entry('b', 6))
    // After a restore the indexes of a cluster may be lower than before.
    seen.observe([entry('a', 5)], watched(NOW + 100))
    expect(seen.get('k')?.entry).toEqual(entry('a', 5))
  })

  test('is that it was deleted, until it is there again', () => {
    const seen = createSeenKeys(createManualClock())
    seen.observe([entry('a', 5)], watched())
    seen.deleted('k')
    expect(seen.get('k')).toMatchObject({entry: entry('a', 5), deletedAt: NOW})
    seen.observe([entry('a', 9, {createIndex: '9'})], watched())
    expect(seen.get('k')?.deletedAt).toBeUndefined()
  })

  test('is since when its lock is held, as far as that was seen', () => {
    const clock = createManualClock()
    const seen = createSeenKeys(clock)
    seen.observe([entry('a', 5, {session: 's'})], watched())
    expect(seen.get('k')).toMatchObject({lockedAt: NOW, sawLocking: false})
    seen.observe([entry('a', 6)], watched())
    seen.observe([entry('a', 7, {session: 't'})], watched())
    expect(seen.get('k')).toMatchObject({lockedAt: NOW, sawLocking: true})
    expect(seen.get('k') && changeOf(seen.get('k') as never)).toBe('locked')
  })

  test('is forgotten where there is too much of it, the oldest first', () => {
    const seen = createSeenKeys(createManualClock())
    const large = 'x'.repeat(512 * 1024)
    for (let index = 0; index < 100; index++) seen.observe([entry(large, 5, {key: `k${index}`})], watched())
    expect(seen.get('k0')).toBeUndefined()
    expect(seen.get('k99')).toBeDefined()
  })
})

test.each([
  ['changed', entry('b', 6)],
  ['written', entry('a', 6)],
  ['flags changed', entry('a', 6, {flags: 7n})],
  ['locked', entry('a', 6, {session: 's'})],
  ['new', entry('a', 6, {createIndex: '6'})],
])('a key says that it was %s', (word, now) => {
  expect(changeOf({entry: now, before: entry('a', 5), seenAt: 0})).toBe(word)
})
