/** What an action on the tree is aimed at. The key of a folder is its prefix, which ends in a slash. */
export type KvTarget = {readonly kind: 'folder' | 'key'; readonly key: string}

/** A line of the tree. */
export type TreeRow = KvTarget & {
  readonly id: string
  /** What the key is called in its folder. */
  readonly name: string
}

/** The rows of one folder's listing. */
export const folderRows = (prefix: string, items: readonly string[]): readonly TreeRow[] =>
  items.map(key => ({
    id: key,
    kind: key.endsWith('/') && key !== prefix ? 'folder' : 'key',
    key,
    name: key.slice(prefix.length),
  }))
