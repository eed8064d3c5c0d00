import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import {isAbort, isConsulError, isFatal} from '../../api/errors.ts'
import {readKey} from '../../api/kv.ts'
import {backoffMs} from '../../api/pace.ts'
import type {Tenancy} from '../tenancy.ts'
import {type Look, readEntries} from './read-entries.ts'
import type {SeenKeys} from './seen-keys.ts'

/** Reads the values of the keys on the screen, each once until it may have changed. */
export type FreshValues = {
  /** These are wanted; those that are fresh are not read again. */
  readonly read: (keys: readonly string[]) => void
  /** These may just have changed. */
  readonly expire: (isStale: (key: string) => boolean) => void
  /** These are not looked at any more. */
  readonly leave: (isLeft: (key: string) => boolean) => void
}

type Parts = {
  readonly client: ConsulClient
  readonly tenancy: Tenancy
  readonly seen: SeenKeys
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** A value larger than this is read again only if it has changed. */
const LARGE = 4_096

export const createFreshValues = (parts: Parts): FreshValues => {
  const {clock, signal} = parts
  const fresh = new Set<string>()
  /** Keys whose last answer held until they expired. */
  const watched = new Set<string>()
  let wanted: readonly string[] = []
  let reading = false

  const run = async (): Promise<void> => {
    reading = true
    let failures = 0
    for (let stale = due(); stale.length > 0 && !signal.aborted; stale = due()) {
      for (const key of stale) fresh.add(key)
      try {
        await readValues(parts, stale, new Set(stale.filter(key => watched.has(key))))
        for (const key of stale) watched.add(key)
        failures = 0
      } catch (error) {
        if (isAbort(error)) break
        if (!isConsulError(error)) throw error
        // The folder's poll tells of a broken link. What is refused for good waits for the next change.
        if (isFatal(error)) continue
        for (const key of stale) fresh.delete(key)
        await clock.sleep(backoffMs(failures, clock.random), signal)
        failures += 1
      }
    }
    reading = false
  }
  const due = (): readonly string[] => wanted.filter(key => !fresh.has(key))
  return {
    read: keys => {
      wanted = keys
      if (!reading) void run()
    },
    expire: isStale => {
      for (const key of fresh) if (isStale(key)) fresh.delete(key)
    },
    leave: isLeft => {
      for (const keys of [fresh, watched]) for (const key of keys) if (isLeft(key)) keys.delete(key)
    },
  }
}

/** Of those that are not `watched`, what has changed is no news. */
const readValues = async (
  {client, tenancy, seen, clock, signal}: Parts,
  keys: readonly string[],
  watched: ReadonlySet<string>,
): Promise<void> => {
  const how = {askedAt: clock.now(), isWatched: (key: string) => watched.has(key)}
  const options = {...tenancy, signal}
  const looks = keys.map(key => lookFor(key, seen))
  const {entries, changed} = await readEntries(client, looks, options)
  seen.observe(entries, how)
  for (const key of changed) {
    const {data} = await readKey(client, key, options)
    if (data) seen.observe([data], how)
  }
}

const lookFor = (key: string, seen: SeenKeys): Look => {
  const {entry} = seen.get(key) ?? {}
  return entry && entry.value.length > LARGE ? {key, unless: entry.modifyIndex} : {key}
}
