import type {TreeState} from '../../state/kv/tree.ts'
import type {TreeRow} from '../../state/kv/tree-row.ts'
import {count} from '../format.ts'

/** A word on a folder: why it shows nothing, or how much is directly in it. */
export const folderNote = (
  {open, listings, troubles}: TreeState,
  {key}: TreeRow,
  hidden: string | undefined,
): string => {
  const trouble = troubles.get(key)
  if (trouble) return trouble.shortMessage
  const listing = listings.get(key)
  if (listing === undefined) return open.has(key) ? 'asking Consul…' : ''
  const {keys, folders} = listing
  if (keys + folders === 0) return hidden === undefined ? 'nothing in it' : 'hidden by ACL'
  return [folders > 0 && count(folders, 'folder'), keys > 0 && count(keys, 'key')].filter(Boolean).join(', ')
}
