import {batchOperations} from '../../api/batch-operations.ts'
import {listKeys} from '../../api/kv.ts'
import {readKeys} from '../../api/kv-by-transaction.ts'
import type {KvEntry} from '../../api/kv-entry.ts'
import {tenancyOf} from '../../api/transaction.ts'
import type {JobControl} from '../jobs.ts'
import type {ReadTools} from './tools.ts'
import type {KvTarget} from './tree-row.ts'
import type {Where} from './where.ts'

/** A key as it was seen: enough to find it again, or to find that it has changed. The value is not kept. */
export type Item = {
  readonly key: string
  /** Its ModifyIndex, digits. */
  readonly index: string
  /** Of the value. */
  readonly bytes: number
  /** ID of the session that holds its lock. */
  readonly session?: string
}

export type Inventory = {
  /** In byte order. */
  readonly items: readonly Item[]
  /** Of all values. */
  readonly bytes: number
  /** How many keys this token may list and not read. Nothing is done to them. */
  readonly unreadable: number
  /** How many names are not UTF-8: Consul offers no way to ask for one of those. Nothing is done to them. */
  readonly unnamable: number
  /** ACLs have kept keys from us; Consul 1.11 and later says so. */
  readonly filtered: boolean
}

export const itemOf = ({key, modifyIndex, value, session}: KvEntry): Item => ({
  key,
  index: modifyIndex,
  bytes: value.byteLength,
  ...(session !== undefined && {session}),
})

/**
 * Counts what a folder or key holds. Names come first, in one answer; values page by page, and only their sizes stay,
 * so that a folder of any size needs no more memory than its names.
 */
export const takeInventory = async (
  tools: ReadTools,
  target: KvTarget,
  where: Where,
  control: JobControl,
): Promise<Inventory> => {
  const {names, filtered} = await namesIn(tools, target, where, control.signal)
  const named = names.filter(name => name.isWellFormed())
  const items: Item[] = []
  for await (const page of readPages(tools, named, where, control)) items.push(...page.map(itemOf))
  return {
    items,
    bytes: items.reduce((sum, {bytes}) => sum + bytes, 0),
    unreadable: target.kind === 'key' ? 0 : named.length - items.length,
    unnamable: names.length - named.length,
    filtered,
  }
}

/** The names of what a target stands for: itself, or all that begins with its prefix. */
export const namesIn = async (
  {client}: ReadTools,
  {kind, key}: KvTarget,
  where: Where,
  signal: AbortSignal,
): Promise<{readonly names: readonly string[]; readonly filtered: boolean}> => {
  if (kind === 'key') return {names: [key], filtered: false}
  const {data, meta} = await listKeys(client, key, {}, {...where, signal})
  return {names: data, filtered: meta.filteredByAcls}
}

/** Enough to hide the way to the agent, and few enough that pages of large values fit into memory. */
const PAGES_AHEAD = 3

/** The entries of many keys, page by page and in order. Those that have gone, or may not be read, are left out. */
export async function* readPages(
  {client, limits}: ReadTools,
  keys: readonly string[],
  where: Where,
  {signal, report}: JobControl,
): AsyncGenerator<readonly KvEntry[], void> {
  if (keys.length === 0) return
  const gets = keys.map(key => ({verb: 'get', key}) as const)
  const {batches} = batchOperations(gets, await limits(where), tenancyOf(client, where))
  const ahead: Promise<readonly KvEntry[]>[] = []
  let next = 0
  let done = 0
  for (const batch of batches) {
    while (ahead.length < PAGES_AHEAD && next < batches.length) {
      const page = batches[next]?.map(({key}) => key) ?? []
      const reading = readKeys(client, page, {...where, signal})
      reading.catch(() => undefined) // whoever awaits it hears of it, and one that nobody awaits is no crash
      ahead.push(reading)
      next += 1
    }
    yield (await ahead.shift()) ?? []
    done += batch.length
    report({done, total: keys.length, unit: 'keys'})
  }
}
