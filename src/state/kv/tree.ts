import {createStore, type StoreApi} from 'zustand/vanilla'
import type {ConsulError} from '../../api/errors.ts'
import {flatten} from './flatten.ts'
import {foldersAbove} from './key-names.ts'
import {firstListing, type Listing, type News, nextListing, withoutOldNews} from './listing.ts'
import type {TreeRow} from './tree-row.ts'

/** How long something new, changed or deleted stands out. */
const GLOW_MS = 60_000

/** Whether what happened at a time still stands out; `now` is 0 where nobody counts the time. */
export const glows = (at: number | undefined, now: number): at is number =>
  at !== undefined && now > 0 && now - at < GLOW_MS

export type TreeState = {
  /** The folders that show what is in them; the root is one of them and not named. */
  readonly open: ReadonlySet<string>
  /** What is known of folders, open ones and others. */
  readonly listings: ReadonlyMap<string, Listing>
  /** Why a folder could not be listed when it was last asked. */
  readonly troubles: ReadonlyMap<string, ConsulError>
  /** The rows from top to bottom. */
  readonly rows: readonly TreeRow[]
  /** The key that the cursor goes to as soon as its row is there. */
  readonly wanted: string | undefined
}

/** A tree of folders, some of them open. It asks nothing itself: what is in them it is told. */
export type Tree = {
  /** The folder whose content is at the margin; empty for all keys. */
  readonly root: string
  readonly store: StoreApi<TreeState>
  readonly open: (folder: string) => void
  readonly close: (folder: string) => void
  /**
   * What a folder holds. `now`, in milliseconds since the epoch, where it was looked at without a break: then what came and
   * went since did so now.
   */
  readonly listed: (folder: string, items: readonly string[], now: number | undefined) => void
  readonly failed: (folder: string, error: ConsulError) => void
  /** Opens every folder above a key, and wants the cursor on it. */
  readonly reveal: (key: string) => void
  readonly revealed: () => void
  /** Takes out what was deleted long enough ago. */
  readonly forget: (now: number) => void
}

export const createTree = (root: string): Tree => {
  const store = createStore<TreeState>(() => ({
    open: new Set(),
    listings: new Map(),
    troubles: new Map(),
    rows: [],
    wanted: undefined,
  }))
  const settle = (change: Partial<TreeState>): void => {
    const state = {...store.getState(), ...change}
    store.setState({...change, rows: flatten(root, state.open, state.listings)})
  }
  const setListing = (folder: string, listing: Listing): void => {
    const {listings, troubles, open} = store.getState()
    const known = listings.get(folder) === listing
    if (troubles.has(folder)) store.setState({troubles: without(troubles, folder)})
    if (known) return
    const next = {listings: new Map(listings).set(folder, listing)}
    if (folder === root || open.has(folder)) settle(next)
    else store.setState(next)
  }
  return {
    root,
    store,
    open: folder => settle({open: new Set(store.getState().open).add(folder)}),
    close: folder => {
      const open = new Set(store.getState().open)
      open.delete(folder)
      settle({open})
    },
    listed: (folder, items, now) => {
      const before = store.getState().listings.get(folder)
      const where = {folder, root}
      setListing(folder, before ? nextListing(where, before, items, now) : firstListing(where, items))
    },
    failed: (folder, error) =>
      store.setState(({troubles}) => ({troubles: new Map(troubles).set(folder, error)})),
    reveal: key => {
      const {open} = store.getState()
      settle({open: new Set([...open, ...foldersTo(key, root)]), wanted: key})
    },
    revealed: () => store.setState({wanted: undefined}),
    forget: now => {
      for (const [folder, listing] of store.getState().listings)
        setListing(folder, withoutOldNews(listing, now - GLOW_MS))
    },
  }
}

/** The folders to open until a key shows; one that is called as a folder is in that folder. */
export const foldersTo = (key: string, root: string): readonly string[] => [
  ...foldersAbove(key, root),
  ...(key.endsWith('/') && key !== root ? [key] : []),
]

/** What is new with an item of a folder, if anything is. */
export const newsOf = ({listings}: TreeState, {folder, key}: TreeRow): News | undefined =>
  listings.get(folder)?.news.get(key)

const without = <K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> => {
  const copy = new Map(map)
  copy.delete(key)
  return copy
}
