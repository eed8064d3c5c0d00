import type {ConsulClient, QueryOptions} from '../../api/client.ts'
import type {KvEntry} from '../../api/kv-entry.ts'
import type {KvOperation} from '../../api/kv-operation.ts'
import {transact} from '../../api/transaction.ts'

/** A key that is to be looked at; with the index it had, only whether that still holds. */
export type Look = {readonly key: string; readonly unless?: string}

/** Keys that have other indexes by now, or are not to be read in this way. */
type Looked = {readonly entries: readonly KvEntry[]; readonly changed: readonly string[]}

/** What a transaction may hold in every version of Consul that has any. */
const MOST = 64

/**
 * Reads several keys at once. What is gone, or is not for this token to see, is left out; of those that are only looked
 * at, the changed ones are told.
 */
export const readEntries = async (
  client: ConsulClient,
  looks: readonly Look[],
  options: QueryOptions,
): Promise<Looked> => {
  const entries: KvEntry[] = []
  const changed: string[] = []
  for (let at = 0; at < looks.length; at += MOST) {
    const part = await readSome(client, looks.slice(at, at + MOST), options)
    entries.push(...part.entries)
    changed.push(...part.changed)
  }
  return {entries, changed}
}

/** A single key that is not as expected fails the whole transaction, which then names all of them. */
const readSome = async (
  client: ConsulClient,
  looks: readonly Look[],
  options: QueryOptions,
): Promise<Looked> => {
  if (looks.length === 0) return {entries: [], changed: []}
  const {data} = await transact(client, looks.map(operationOf), options)
  if (data.ok) {
    const read = new Set(looks.filter(({unless}) => unless === undefined).map(({key}) => key))
    return {entries: data.results.filter(({key}) => read.has(key)), changed: []}
  }
  const failed = new Set(data.errors.map(({index}) => index))
  const rest = looks.filter((_, index) => !failed.has(index))
  const changed = looks.filter(({unless}, index) => unless !== undefined && failed.has(index))
  if (rest.length === looks.length) return {entries: [], changed: []}
  const others = await readSome(client, rest, options)
  return {entries: others.entries, changed: [...others.changed, ...changed.map(({key}) => key)]}
}

const operationOf = ({key, unless}: Look): KvOperation =>
  unless === undefined ? {verb: 'get', key} : {verb: 'check-index', key, index: unless}
