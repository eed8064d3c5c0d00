import {listKeys, readKey} from '../../api/kv.ts'
import type {KvEntry} from '../../api/kv-entry.ts'
import {parentFolder} from '../kv/key-names.ts'
import {isPollable, pollableFolder} from '../kv/tree-polls.ts'
import type {Query} from '../live.ts'
import {atOnce, defineQuery, type QueryContext} from './define.ts'

/** One key; undefined where there is none. One that no path can name blocks on a folder around it. */
export const keyQuery = (context: QueryContext, key: string): Query<KvEntry | undefined> =>
  defineQuery(context, `kv.key ${key}`, async (client, options) => {
    if (isPollable(key)) return readKey(client, key, options)
    const {meta} = await listKeys(client, pollableFolder(parentFolder(key)), {separator: '/'}, options)
    const {data} = await readKey(client, key, atOnce(options))
    return {data, meta}
  })

/**
 * What is directly in a folder: keys, and subfolders, which end in a slash. The prefix ends in one too, or is empty. Every
 * change below wakes it, and the answer is all of the list: a long one is given a rest, so that it is not sent all the time.
 */
export const folderQuery = (context: QueryContext, prefix: string): Query<readonly string[]> =>
  defineQuery<readonly string[]>(context, `kv.folder ${prefix}`, async (client, options, last) => {
    const isLong = last !== undefined && last.length > LONG
    if (isLong && options.signal) await context.clock.sleep(last.length / ITEMS_PER_MS, options.signal)
    return listKeys(client, prefix, {separator: '/'}, options)
  })

const LONG = 2_000
/** 20,000 items are sent every 400 ms at the most, 200,000 every 4 s. */
const ITEMS_PER_MS = 50
