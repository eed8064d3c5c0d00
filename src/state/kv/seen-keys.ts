import {createStore, type StoreApi} from 'zustand/vanilla'
import type {Clock} from '../../api/clock.ts'
import type {KvEntry} from '../../api/kv-entry.ts'

/** Times in milliseconds since the epoch, as Lictor saw it: Consul keeps none. */
export type SeenKey = {
  readonly entry: KvEntry
  /** What was seen before that. */
  readonly before?: KvEntry
  /** When it became what it is, where that was seen to happen. */
  readonly changedAt?: number
  readonly seenAt: number
  /** When it was seen to be deleted; `entry` is what it was then. */
  readonly deletedAt?: number
  /** Since when the lock is known to be held by the session that holds it. */
  readonly lockedAt?: number
  /** Whether it was seen to be taken; else it may be held for much longer. */
  readonly sawLocking?: boolean
}

/** What has been seen of the keys of one datacenter, the last two values of each: as many as fit. */
export type SeenKeys = {
  /** Counts up with every change. */
  readonly store: StoreApi<{readonly version: number}>
  readonly get: (key: string) => SeenKey | undefined
  readonly observe: (entries: readonly KvEntry[], how: Observed) => void
  /** To be called when a key that was looked at without a break is there no more. */
  readonly deleted: (key: string) => void
}

/** How an answer came about: when it was asked for, and which keys were looked at without a break since the one before. */
export type Observed = {readonly askedAt: number; readonly isWatched: (key: string) => boolean}

/** Bytes of values. */
const MOST_BYTES = 24 * 1024 * 1024
/** What an entry takes besides its value, about. */
const OVERHEAD = 512

export const createSeenKeys = (clock: Clock): SeenKeys => {
  const store = createStore(() => ({version: 0}))
  const known = new Map<string, SeenKey>()
  let bytes = 0
  const count = (): void => store.setState(({version}) => ({version: version + 1}))
  const drop = (key: string): void => {
    bytes -= sizeOf(known.get(key))
    known.delete(key)
  }
  const keep = (seen: SeenKey): void => {
    drop(seen.entry.key) // so that the map is in the order of use
    known.set(seen.entry.key, seen)
    bytes += sizeOf(seen)
    for (const key of known.keys()) {
      if (bytes <= MOST_BYTES) return
      if (key !== seen.entry.key) drop(key)
    }
  }
  return {
    store,
    get: key => known.get(key),
    observe: (entries, {askedAt, isWatched}) => {
      const fresh = entries.filter(entry => isNews(known.get(entry.key), entry, askedAt))
      for (const entry of fresh)
        keep(nextSeen(known.get(entry.key), entry, {now: clock.now(), isWatched: isWatched(entry.key)}))
      if (fresh.length > 0) count()
    },
    deleted: key => {
      const seen = known.get(key)
      if (seen === undefined || seen.deletedAt !== undefined) return
      keep({...seen, deletedAt: clock.now()})
      count()
    },
  }
}

const sizeOf = (seen: SeenKey | undefined): number =>
  seen === undefined ? 0 : OVERHEAD + seen.entry.value.length + (seen.before?.value.length ?? 0)

/** An answer that was long on its way says nothing of a key that has been read since. */
const isNews = (known: SeenKey | undefined, entry: KvEntry, askedAt: number): boolean => {
  if (known === undefined) return true
  if (known.entry.modifyIndex === entry.modifyIndex && known.deletedAt === undefined) return false
  return BigInt(entry.modifyIndex) > BigInt(known.entry.modifyIndex) || askedAt > known.seenAt
}

const nextSeen = (
  known: SeenKey | undefined,
  entry: KvEntry,
  {now, isWatched}: {readonly now: number; readonly isWatched: boolean},
): SeenKey => {
  const {session} = entry
  const isHeldOn = session !== undefined && known?.entry.session === session
  return {
    entry,
    seenAt: now,
    ...(known && {before: known.entry, ...(isWatched && {changedAt: now})}),
    ...(session !== undefined && {
      lockedAt: isHeldOn ? (known.lockedAt ?? now) : now,
      sawLocking: isHeldOn ? known.sawLocking === true : known !== undefined && isWatched,
    }),
  }
}

/** In a word what the last change was. */
export const changeOf = ({entry, before}: SeenKey): string => {
  if (before !== undefined && before.createIndex !== entry.createIndex) return 'new'
  if (before === undefined || Buffer.compare(before.value, entry.value) !== 0) return 'changed'
  if (before.session !== entry.session) return entry.session === undefined ? 'unlocked' : 'locked'
  return before.flags === entry.flags ? 'written' : 'flags changed'
}
