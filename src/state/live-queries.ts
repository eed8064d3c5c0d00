import {createStore, type StoreApi} from 'zustand/vanilla'
import {type Clock, systemClock} from '../api/clock.ts'
import type {Live, Query} from './live.ts'
import {createLiveEntry, type LiveEntry} from './live-entry.ts'

export type LiveQueries = {
  readonly storeOf: <T>(query: Query<T>) => StoreApi<Live<T>>
  /**
   * Opens the query for its first subscriber; returns how to leave it. It goes on for `lingerMs` after its last one, or for
   * as long as all queries do.
   */
  readonly subscribe: <T>(query: Query<T>, lingerMs?: number) => () => void
  /** Asks again now: what `r` does, and what mends a stopped link. */
  readonly refresh: (query: Query<unknown>) => void
  readonly refreshAll: () => void
  /** The links of the queries that somebody looks at. */
  readonly links: StoreApi<ReadonlyMap<string, Live<unknown>>>
  readonly stop: () => void
}

type Shared = LiveEntry & {users: number; linger?: NodeJS.Timeout | undefined}

export type LiveOptions = {
  readonly clock?: Clock
  /** How long a query goes on after its last user has left. */
  readonly lingerMs?: number
  /** The shortest time between two updates of one query. */
  readonly publishMs?: number
}

/** How many stores are kept once nobody looks: enough for Back, bounded for a long night. */
const KEPT = 64

/** How many polls may be open before those that linger give way: an agent counts connections per address. */
const OPEN_POLLS = 20

/** Ref-counted live queries: one loop per key, shared by all who look; the last to leave starts the linger. */
export const createLiveQueries = (options: LiveOptions = {}): LiveQueries => {
  const {clock = systemClock, lingerMs = 30_000, publishMs = 100} = options
  const entries = new Map<string, Shared>()
  const links = createStore<ReadonlyMap<string, Live<unknown>>>(() => new Map())
  const onPublish = (): void => links.setState(linksOf(entries), true)

  const entryOf = (query: Query<unknown>): Shared => {
    const known = entries.get(query.key)
    const entry = known ?? {...createLiveEntry(query, {clock, publishMs, onPublish}), users: 0}
    entries.delete(query.key) // so that the map is in the order of use
    entries.set(query.key, entry)
    if (!known) forget(entries)
    return entry
  }
  const enter = (entry: Shared): void => {
    entry.users += 1
    clearTimeout(entry.linger)
    if (!entry.isOpen()) entry.open()
    giveWay(entries)
    onPublish()
  }
  const leave = (entry: Shared, ms: number): void => {
    entry.users -= 1
    if (entry.users === 0 && ms === 0) entry.retire()
    else if (entry.users === 0) entry.linger = setTimeout(entry.retire, ms).unref()
    onPublish()
  }
  return {
    storeOf: <T>(query: Query<T>) => entryOf(query).store as StoreApi<Live<T>>, // the key fixes the type
    subscribe: (query, ms = lingerMs) => {
      const entry = entryOf(query)
      enter(entry)
      return once(() => leave(entry, ms))
    },
    refresh: query => restart(entryOf(query)),
    refreshAll: () => entries.values().forEach(restart),
    links,
    stop: () => entries.values().forEach(stop),
  }
}

const linksOf = (entries: ReadonlyMap<string, Shared>): ReadonlyMap<string, Live<unknown>> =>
  new Map([...entries].filter(([, {users}]) => users > 0).map(([key, {store}]) => [key, store.getState()]))

const stop = (entry: Shared): void => {
  clearTimeout(entry.linger)
  entry.close()
}

const retire = (entry: Shared): void => {
  clearTimeout(entry.linger)
  entry.retire()
}

const restart = (entry: Shared): void => {
  if (entry.users === 0) {
    retire(entry)
    return
  }
  entry.close()
  entry.open()
}

const once = (run: () => void): (() => void) => {
  let done = false
  return () => {
    if (!done) run()
    done = true
  }
}

/** Drops the stores whose last use is the longest ago, of those that nobody looks at. */
const forget = (entries: Map<string, Shared>): void => {
  const idle = [...entries].filter(([, entry]) => entry.users === 0 && !entry.isOpen())
  for (const [key] of idle.slice(0, -KEPT)) entries.delete(key)
}

/** Ends lingering polls, the oldest first, while there are too many. */
const giveWay = (entries: ReadonlyMap<string, Shared>): void => {
  const open = [...entries.values()].filter(entry => entry.isOpen())
  const lingering = open.filter(entry => entry.users === 0)
  lingering.slice(0, Math.max(0, open.length - OPEN_POLLS)).forEach(retire)
}
