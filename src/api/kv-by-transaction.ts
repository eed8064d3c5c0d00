import {formatAclRule} from './acl-rule.ts'
import type {ConsulClient, QueryOptions, Reply, WriteOptions} from './client.ts'
import {ConsulError} from './errors.ts'
import type {KvEntry} from './kv-entry.ts'
import type {KvOperation} from './kv-operation.ts'
import {type TransactionFailure, transact} from './transaction.ts'

/** As `readKey`, for a key that no path can carry. */
export const readKeyByTransaction = async (
  client: ConsulClient,
  key: string,
  options?: QueryOptions,
): Promise<Reply<KvEntry | undefined>> => {
  const {data, meta} = await transact(client, [{verb: 'get', key}], withoutBlocking(options))
  if (data.ok) return {data: data.results[0] ?? withheld(key), meta}
  if (data.errors.every(isMissing)) return {data: undefined, meta}
  throw rejected(data.errors)
}

/** Those of the keys that exist and may be read, in the order given. As many as one transaction takes. */
export const readKeys = async (
  client: ConsulClient,
  keys: readonly string[],
  options?: QueryOptions,
): Promise<readonly KvEntry[]> => {
  let left = keys
  while (left.length > 0) {
    const gets = left.map((key): KvOperation => ({verb: 'get', key}))
    const {data} = await transact(client, gets, withoutBlocking(options))
    if (data.ok) return data.results
    const missing = new Set(data.errors.map(({index}) => index))
    if (missing.size === 0 || !data.errors.every(isMissing)) throw rejected(data.errors)
    left = left.filter((_, index) => !missing.has(index))
  }
  return []
}

/** As `listEntries`, for a prefix that no path can carry. */
export const listEntriesByTransaction = async (
  client: ConsulClient,
  prefix: string,
  options?: QueryOptions,
): Promise<Reply<readonly KvEntry[]>> => {
  const {data, meta} = await transact(client, [{verb: 'get-tree', key: prefix}], withoutBlocking(options))
  if (!data.ok) throw rejected(data.errors)
  return {data: data.results, meta}
}

/** As `listKeys`, for a prefix that no path can carry. No transaction lists keys alone: the values come along. */
export const listKeysByTransaction = async (
  client: ConsulClient,
  prefix: string,
  separator: string | undefined,
  options?: QueryOptions,
): Promise<Reply<readonly string[]>> => {
  const {data, meta} = await listEntriesByTransaction(client, prefix, options)
  const items = data.map(({key}) => cutAfter(key, separator, prefix.length))
  return {data: [...new Set(items)], meta}
}

const cutAfter = (key: string, separator: string | undefined, from: number): string => {
  const at = separator ? key.indexOf(separator, from) : -1
  return separator === undefined || at === -1 ? key : key.slice(0, at + separator.length)
}

/** As `putKey` and `deleteKey`; false if the condition did not hold. */
export const writeByTransaction = async (
  client: ConsulClient,
  operation: KvOperation,
  options?: WriteOptions,
): Promise<boolean> => (await resultsOf(client, operation, options)) !== undefined

/**
 * A write that tells what came of it: the entry with its new indexes, or undefined if the condition did not hold. The
 * value travels in base64, so one of more than some 390 KiB is too large.
 */
export const putByTransaction = async (
  client: ConsulClient,
  operation: KvOperation & {readonly value: Uint8Array},
  options?: WriteOptions,
): Promise<KvEntry | undefined> => {
  const [entry] = (await resultsOf(client, operation, options)) ?? []
  return entry && {...entry, value: operation.value}
}

const resultsOf = async (
  client: ConsulClient,
  operation: KvOperation,
  options: WriteOptions | undefined,
): Promise<readonly KvEntry[] | undefined> => {
  const {data} = await transact(client, [operation], options)
  if (data.ok) return data.results
  if (data.errors.every(isUnmet)) return undefined
  throw rejected(data.errors)
}

const isMissing = ({what}: TransactionFailure): boolean => /doesn't exist/.test(what)

/** Whether an operation failed only because its condition did not hold: somebody else was there first. */
export const isUnmet = ({what}: TransactionFailure): boolean =>
  /index is stale|lock is already held|lock isn't held|due to lock delay/.test(what)

/** A transaction neither blocks nor has an index. */
const withoutBlocking = (options: QueryOptions | undefined): QueryOptions => ({
  ...options,
  index: undefined,
  waitMs: undefined,
})

/** A key that is not there is an error; one that is left out in silence is there, but not for this token. */
const withheld = (key: string): never => {
  throw new ConsulError({
    kind: 'forbidden',
    shortMessage: 'The token lacks a permission',
    nextStep: `The token needs ${formatAclRule({resource: 'key', access: 'read', name: key})}.`,
    method: 'PUT',
    path: '/v1/txn',
  })
}

/** What Consul did not like about operations whose conditions held. */
export const rejected = (errors: readonly TransactionFailure[]): ConsulError =>
  new ConsulError({
    kind: 'invalid',
    shortMessage: 'Consul rejects PUT /v1/txn',
    details: errors.map(({what}) => what).join('; ') || undefined,
    status: 409,
    method: 'PUT',
    path: '/v1/txn',
  })
