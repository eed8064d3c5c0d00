import {foldersAbove, parentFolder} from './key-names.ts'

/** What an action on the tree is aimed at. The key of a folder is its prefix, which ends in a slash. */
export type KvTarget = {readonly kind: 'folder' | 'key'; readonly key: string}

/** A line of the tree. */
export type TreeRow = KvTarget & {
  readonly id: string
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

/** The row of an item in a folder's listing: a slash at the end is a folder's, unless it is this one's own. */
export const treeRow = (folder: string, item: string, depth: number): TreeRow => {
  const isFolder = item.charCodeAt(item.length - 1) === SLASH && item.length > folder.length
  const kind = isFolder ? 'folder' : 'key'
  const id = item === folder ? rowId({kind, key: item}) : item
  // Written out: there may be 200,000 of them.
  return {id, kind, key: item, folder, depth}
}

const SLASH = 47

/** What the key is called in its folder; empty for the key that is called as the folder itself. */
export const nameOf = ({key, folder}: TreeRow): string => key.slice(folder.length)

/** How deep the rows of a folder lie in a tree with this root. */
export const depthIn = (folder: string, root: string): number =>
  folder === root ? 0 : foldersAbove(folder, root).length + 1

/** The folder that lists a key or a folder; a folder's own key, whose name is the folder's, is listed in it. */
export const folderAround = ({kind, key}: KvTarget): string =>
  kind === 'folder' ? parentFolder(key) : key.slice(0, key.lastIndexOf('/') + 1)
