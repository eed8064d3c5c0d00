import type {KvTarget} from './tree-row.ts'

/** The folder above a folder: `a/` of `a/b/`; of `a/`, and of all keys, all keys. */
export const parentFolder = (folder: string): string =>
  folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1)

/** The folder that lists a key or a folder. */
export const folderAround = ({kind, key}: KvTarget): string =>
  kind === 'folder' ? parentFolder(key) : key.slice(0, key.lastIndexOf('/') + 1)
