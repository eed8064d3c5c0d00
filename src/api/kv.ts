import type {AclRule} from './acl-rule.ts'
import type {Answer, ConsulClient, QueryOptions, Reply, WriteOptions} from './client.ts'
import {arrayOf, boolean, type Decoder, string} from './decode.ts'
import {checkKey, checkPrefix} from './key-path.ts'
import {sendToKey} from './key-request.ts'
import {
  listEntriesByTransaction,
  listKeysByTransaction,
  readKeyByTransaction,
  writeByTransaction,
} from './kv-by-transaction.ts'
import {decodeKvEntries, decodeSoleEntry, type KvEntry} from './kv-entry.ts'
import {parseKvJson} from './kv-json.ts'
import type {KvOperation} from './kv-operation.ts'
import {decodeAnswer} from './read.ts'
import {describeTooLarge} from './too-large.ts'

/**
 * `GET /v1/kv/:key`; undefined for a key that is not there, with an index to block on (any write of a key wakes it).
 * A key that no path can carry is read by a transaction, which has no index: such a read does not block.
 */
export const readKey = async (
  client: ConsulClient,
  key: string,
  options?: QueryOptions,
): Promise<Reply<KvEntry | undefined>> => {
  checkKey(key)
  const needs: readonly AclRule[] = [{resource: 'key', access: 'read', name: key}]
  const answer = await sendToKey(client, key, {method: 'GET', needs, options, isAnswer: isMissing})
  if (answer === undefined) return readKeyByTransaction(client, key, options)
  const data = answer.status === 404 ? undefined : decodeAnswer(answer, decodeSoleEntry, parseKvJson)
  return {data, meta: answer.meta}
}

/**
 * `GET /v1/kv/:prefix?keys`, in byte order; empty for an unknown prefix, and for one that may not be read.
 * With a separator, all keys that go on after it are one item that ends in it: the way to list one folder.
 */
export const listKeys = async (
  client: ConsulClient,
  prefix: string,
  parameters: {readonly separator?: string | undefined} = {},
  options?: QueryOptions,
): Promise<Reply<readonly string[]>> => {
  const query = {keys: '', separator: parameters.separator || undefined}
  const answer = await sendToPrefix(client, prefix, query, options)
  if (answer === undefined) return listKeysByTransaction(client, prefix, parameters.separator, options)
  return {data: decodeList(answer, decodeKeys), meta: answer.meta}
}

/** `GET /v1/kv/:prefix?recurse`, in byte order: every key that begins so, siblings of a folder included. */
export const listEntries = async (
  client: ConsulClient,
  prefix: string,
  options?: QueryOptions,
): Promise<Reply<readonly KvEntry[]>> => {
  const answer = await sendToPrefix(client, prefix, {recurse: ''}, options)
  if (answer === undefined) return listEntriesByTransaction(client, prefix, options)
  return {data: decodeList(answer, decodeKvEntries), meta: answer.meta}
}

/** What a write depends on; Consul takes one of them at the most. */
type KeyCondition =
  /** The ModifyIndex that the key must still have; `0`: it must not exist. */
  | {readonly cas?: string | undefined; readonly acquire?: never; readonly release?: never}
  /** ID of the session that takes, or gives back, the lock. The value is written all the same. */
  | {readonly acquire: string; readonly cas?: never; readonly release?: never}
  | {readonly release: string; readonly cas?: never; readonly acquire?: never}

export type KeyWrite = KeyCondition & {
  readonly key: string
  readonly value: Uint8Array
  /** Zero unless given: a write replaces them with the value. */
  readonly flags?: bigint | undefined
}

/**
 * `PUT /v1/kv/:key`; false if the condition did not hold, and then nothing is written.
 * @throws ConsulError `invalid`, with size and limit, for a value larger than the server takes (512 KiB).
 */
export const putKey = async (
  client: ConsulClient,
  write: KeyWrite,
  options?: WriteOptions,
): Promise<boolean> => {
  checkKey(write.key)
  const answer = await sendValue(client, write, options)
  if (answer === undefined) return writeByTransaction(client, asOperation(write), options)
  return decodeAnswer(answer, boolean)
}

const sendValue = async (
  client: ConsulClient,
  {key, value, flags, cas, acquire, release}: KeyWrite,
  options: WriteOptions | undefined,
): Promise<Answer | undefined> => {
  try {
    return await sendToKey(client, key, {
      method: 'PUT',
      query: {flags: flags?.toString(), cas, acquire, release},
      body: {bytes: value},
      needs: writeNeeds(key),
      options,
    })
  } catch (error) {
    throw describeTooLarge(error, 'The value', value.byteLength)
  }
}

/** `DELETE /v1/kv/:key`; false if it has changed since `cas`, true for a key that was not there. */
export const deleteKey = async (
  client: ConsulClient,
  {key, cas}: {readonly key: string; readonly cas?: string | undefined},
  options?: WriteOptions,
): Promise<boolean> => {
  checkKey(key)
  const request = {method: 'DELETE', query: {cas}, needs: writeNeeds(key), options} as const
  const answer = await sendToKey(client, key, request)
  if (answer !== undefined) return decodeAnswer(answer, boolean)
  const operation: KvOperation =
    cas === undefined ? {verb: 'delete', key} : {verb: 'delete-cas', key, index: cas}
  return writeByTransaction(client, operation, options)
}

const sendToPrefix = (
  client: ConsulClient,
  prefix: string,
  query: Readonly<Record<string, string | undefined>>,
  options: QueryOptions | undefined,
): Promise<Answer | undefined> => {
  checkPrefix(prefix)
  const needs: readonly AclRule[] = [{resource: 'key', access: 'list', prefix}]
  return sendToKey(client, prefix, {method: 'GET', query, needs, options, isAnswer: isMissing})
}

const isMissing = (status: number, body: string): boolean => status === 404 && body === ''

const decodeKeys = arrayOf(string)

const decodeList = <T>(answer: Answer, decode: Decoder<readonly T[]>): readonly T[] =>
  answer.status === 404 ? [] : decodeAnswer(answer, decode, parseKvJson)

const writeNeeds = (key: string): readonly AclRule[] => [{resource: 'key', access: 'write', name: key}]

const asOperation = ({key, value, flags, cas, acquire, release}: KeyWrite): KvOperation => {
  const content = {key, value, flags}
  if (cas !== undefined) return {verb: 'cas', ...content, index: cas}
  if (acquire !== undefined) return {verb: 'lock', ...content, session: acquire}
  if (release !== undefined) return {verb: 'unlock', ...content, session: release}
  return {verb: 'set', ...content}
}
