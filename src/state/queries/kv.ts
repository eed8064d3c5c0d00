import type {ConsulClient, QueryOptions, Reply} from '../../api/client.ts'
import {listKeys, readKey} from '../../api/kv.ts'
import type {KvEntry} from '../../api/kv-entry.ts'
import {parentFolder} from '../kv/key-names.ts'
import {isPollable, pollableFolder} from '../kv/tree-polls.ts'
import type {Query} from '../live.ts'
import {atOnce, defineQuery, type QueryContext} from './define.ts'

/** One key; undefined where there is none. One that no path can name blocks on a folder around it. */
export const keyQuery = (context: QueryContext, key: string): Query<KvEntry | undefined> =>
  defineQuery(context, `kv.key ${key}`, (client, options) => readEntry(client, key, options))

const readEntry = async (
  client: ConsulClient,
  key: string,
  options: QueryOptions,
): Promise<Reply<KvEntry | undefined>> => {
  if (isPollable(key)) return readKey(client, key, options)
  const {meta} = await listKeys(client, pollableFolder(parentFolder(key)), {separator: '/'}, options)
  const {data} = await readKey(client, key, atOnce(options))
  return {data, meta}
}

/** What there is of a name: what is `listed` is in the next listing of the folder around it, if it is not in the last one. */
export type Presence = 'missing' | 'listed' | 'unlisted'

/**
 * Whether there is a key, or with a slash at its end a folder, and whether lists name it: who may read a key need not be
 * allowed to list it.
 */
export const presenceQuery = (context: QueryContext, name: string): Query<Presence> =>
  defineQuery<Presence>(context, `kv.presence ${name}`, async (client, options) => {
    const {data: entry, meta} = await readEntry(client, name, options)
    const {data: names} = await listKeys(client, name, {separator: '/'}, atOnce(options))
    if (name.endsWith('/') ? names.length > 0 : names.includes(name)) return {data: 'listed', meta}
    return {data: entry ? 'unlisted' : 'missing', meta}
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
