import {compareKeys} from './key-names.ts'
import {depthIn, type TreeRow, treeRow} from './tree-row.ts'

/** That an item came or went while somebody looked, and when, in milliseconds since the epoch. */
export type News = {readonly kind: 'new' | 'deleted'; readonly at: number}

/** What is directly in a folder. */
export type Listing = {
  /** As Consul lists them, in byte order: keys, and folders, which end in a slash. */
  readonly items: readonly string[]
  /** A row for each, and for what was deleted a moment ago. */
  readonly rows: readonly TreeRow[]
  readonly keys: number
  readonly folders: number
  readonly news: ReadonlyMap<string, News>
}

/** What is gone stays for a moment, unless it is so much that nobody would read it. */
const MOST_GHOSTS = 500

type Where = {readonly folder: string; readonly root: string}

export const firstListing = ({folder, root}: Where, items: readonly string[]): Listing => {
  const depth = depthIn(folder, root)
  const rows = items.map(item => treeRow(folder, item, depth))
  let folders = 0
  for (const {kind} of rows) if (kind === 'folder') folders += 1
  return {items, rows, folders, keys: items.length - folders, news: NO_NEWS}
}

const NO_NEWS: ReadonlyMap<string, News> = new Map()

/**
 * The listing with other items: rows of what stayed are the same objects, what came and went is news of `now`, in
 * milliseconds since the epoch, or where it is not known when that was, no news.
 */
export const nextListing = (
  {folder, root}: Where,
  before: Listing,
  items: readonly string[],
  now: number | undefined,
): Listing => {
  if (before.items === items) return before
  const {came, gone} = difference(before.items, items)
  if (came.length === 0 && gone.length === 0) return before
  const news = new Map(before.news)
  const ghosts = now === undefined ? [] : gone.slice(0, MOST_GHOSTS)
  if (now !== undefined) {
    for (const item of came) news.set(item, {kind: 'new', at: now})
    for (const item of ghosts) news.set(item, {kind: 'deleted', at: now})
  }
  for (const item of [...gone.slice(ghosts.length), ...(now === undefined ? came : [])]) news.delete(item)
  const depth = depthIn(folder, root)
  const without = patchRows(before.rows, gone.slice(ghosts.length), () => undefined)
  const rows = patchRows(without, came, item => treeRow(folder, item, depth))
  const folders = before.folders + foldersAmong(came, folder) - foldersAmong(gone, folder)
  return {items, rows, folders, keys: items.length - folders, news}
}

/** The listing without the news from before `since`: what was deleted then is shown no longer. */
export const withoutOldNews = (listing: Listing, since: number): Listing => {
  const news = new Map([...listing.news].filter(([, {at}]) => at >= since))
  if (news.size === listing.news.size) return listing
  const old = [...listing.news].filter(([item, {kind}]) => kind === 'deleted' && !news.has(item))
  const ghosts = old.map(([item]) => item).toSorted(compareKeys)
  return {...listing, rows: patchRows(listing.rows, ghosts, () => undefined), news}
}

const foldersAmong = (items: readonly string[], folder: string): number =>
  items.filter(item => item.endsWith('/') && item !== folder).length

/** Two lists in byte order, each without repetitions, compared in one go. */
const difference = (
  before: readonly string[],
  after: readonly string[],
): {readonly came: readonly string[]; readonly gone: readonly string[]} => {
  const came: string[] = []
  const gone: string[] = []
  let old = 0
  let fresh = 0
  while (old < before.length || fresh < after.length) {
    const left = before[old]
    const right = after[fresh]
    if (left === right) {
      old += 1
      fresh += 1
    } else if (right === undefined || (left !== undefined && compareKeys(left, right) < 0)) {
      gone.push(left ?? '')
      old += 1
    } else {
      came.push(right)
      fresh += 1
    }
  }
  return {came, gone}
}

/** The rows with others in the places of these items, which are in byte order; an undefined one takes a row out. */
const patchRows = (
  rows: readonly TreeRow[],
  items: readonly string[],
  rowFor: (item: string) => TreeRow | undefined,
): readonly TreeRow[] => {
  if (items.length === 0) return rows
  const stretches: (readonly TreeRow[])[] = []
  let done = 0
  for (const item of items) {
    const at = placeOf(rows, item)
    const row = rowFor(item)
    stretches.push(rows.slice(done, at), row ? [row] : [])
    done = rows[at]?.key === item ? at + 1 : at
  }
  return NONE.concat(...chunked(stretches), rows.slice(done))
}

const NONE: readonly TreeRow[] = []

/** More arguments than some ten thousand are too many for a call. */
const chunked = (stretches: readonly (readonly TreeRow[])[]): readonly (readonly TreeRow[])[] =>
  stretches.length < 10_000 ? stretches : [stretches.flat()]

/** Where an item is among rows, or would be: the first that does not come before it. */
export const placeOf = (rows: readonly TreeRow[], item: string): number => {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareKeys(rows[middle]?.key ?? '', item) < 0) low = middle + 1
    else high = middle
  }
  return low
}
