import {compareKeys} from './key-names.ts'
import {folderRows, type TreeRow} from './tree-row.ts'

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

export const firstListing = ({folder, root}: Where, items: readonly string[]): Listing =>
  listingOf(items, folderRows(folder, items, root), NO_NEWS)

const NO_NEWS: ReadonlyMap<string, News> = new Map()

/** The listing with other items: rows of what stayed are the same objects, what came and went is news. */
export const nextListing = (
  where: Where,
  before: Listing,
  items: readonly string[],
  now: number,
): Listing => {
  const {came, gone} = difference(before.items, items)
  if (came.length === 0 && gone.length === 0) return before
  const ghosts = gone.slice(0, MOST_GHOSTS)
  const news = new Map(before.news)
  for (const item of gone) news.delete(item)
  for (const item of came) news.set(item, {kind: 'new', at: now})
  for (const item of ghosts) news.set(item, {kind: 'deleted', at: now})
  return withNews(where, before, items, news)
}

/** The listing without the news from before `since`: what was deleted then is shown no longer. */
export const withoutOldNews = (where: Where, listing: Listing, since: number): Listing => {
  const kept = new Map([...listing.news].filter(([, {at}]) => at >= since))
  if (kept.size === listing.news.size) return listing
  return withNews(where, listing, listing.items, kept)
}

const withNews = (
  {folder, root}: Where,
  before: Listing,
  items: readonly string[],
  news: ReadonlyMap<string, News>,
): Listing => {
  const ghosts = [...news].flatMap(([item, {kind}]) => (kind === 'deleted' ? [item] : []))
  const shown = merged(items, ghosts.toSorted(compareKeys))
  return listingOf(items, reused(before.rows, folder, shown, root), news)
}

const listingOf = (
  items: readonly string[],
  rows: readonly TreeRow[],
  news: ReadonlyMap<string, News>,
): Listing => {
  let folders = 0
  for (const {kind} of rows) if (kind === 'folder') folders += 1
  for (const [item, {kind}] of news) if (kind === 'deleted' && item.endsWith('/')) folders -= 1
  return {items, rows, keys: items.length - folders, folders, news}
}

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

const merged = (items: readonly string[], ghosts: readonly string[]): readonly string[] => {
  if (ghosts.length === 0) return items
  const all: string[] = []
  let at = 0
  for (const ghost of ghosts) {
    for (let item = items[at]; item !== undefined && compareKeys(item, ghost) < 0; item = items[++at])
      all.push(item)
    all.push(ghost)
  }
  for (; at < items.length; at++) all.push(items[at] ?? '')
  return all
}

const reused = (
  known: readonly TreeRow[],
  folder: string,
  items: readonly string[],
  root: string,
): readonly TreeRow[] => {
  let at = 0
  const rows: TreeRow[] = []
  for (const item of items) {
    while (at < known.length && compareKeys(known[at]?.key ?? '', item) < 0) at += 1
    const row = known[at]
    if (row?.key === item) rows.push(row)
    else rows.push(...folderRows(folder, [item], root))
  }
  return rows
}
