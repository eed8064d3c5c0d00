import {listKeys, readKey} from '../../api/kv.ts'
import type {KvEntry} from '../../api/kv-entry.ts'
import type {Query} from '../live.ts'
import {defineQuery, type QueryContext} from './define.ts'

/** One key; undefined where there is none. */
export const keyQuery = (context: QueryContext, key: string): Query<KvEntry | undefined> =>
  defineQuery(context, `kv.key ${key}`, (client, options) => readKey(client, key, options))

/** What is directly in a folder: keys, and subfolders, which end in a slash. The prefix ends in one too, or is empty. */
export const folderQuery = (context: QueryContext, prefix: string): Query<readonly string[]> =>
  defineQuery(context, `kv.folder ${prefix}`, (client, options) =>
    listKeys(client, prefix, {separator: '/'}, options),
  )
