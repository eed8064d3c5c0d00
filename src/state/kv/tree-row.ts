import {foldersAbove} from './key-names.ts'

/** What an action on the tree is aimed at. The key of a folder is its prefix, which ends in a slash. */
export type KvTarget = {readonly kind: 'folder' | 'key'; readonly key: string}

/** A line of the tree. */
export type TreeRow = KvTarget & {
  readonly id: string
  /** What the key is called in its folder; empty for the key that is called as the folder itself. */
  readonly name: string
  /** The folder that lists it. */
  readonly folder: string
  /** How many folders lie between it and the root of the tree. */
  readonly depth: number
}

/** No key holds half a character, so this tells a folder from the key of the same name. */
const OWN = '\ud800'

/** What a row is known by, wherever it moves: the whole key. */
export const rowId = ({kind, key}: KvTarget): string =>
  kind === 'key' && key.endsWith('/') ? key + OWN : key

/** What a listing of the folder `folder` calls `item`: a slash at the end is a folder's, unless it is this one's own. */
const targetOf = (folder: string, item: string): KvTarget => ({
  kind: item.endsWith('/') && item !== folder ? 'folder' : 'key',
  key: item,
})

/** The rows of one folder's listing, in a tree with this root. */
export const folderRows = (folder: string, items: readonly string[], root = ''): readonly TreeRow[] => {
  const depth = folder === root ? 0 : foldersAbove(folder, root).length + 1
  return items.map(item => rowOf(folder, item, depth))
}

const rowOf = (folder: string, item: string, depth: number): TreeRow => {
  const target = targetOf(folder, item)
  return {...target, id: rowId(target), name: item.slice(folder.length), folder, depth}
}
