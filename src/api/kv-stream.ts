import type {AclRule} from './acl-rule.ts'
import type {ConsulClient, QueryOptions, StreamedAnswer} from './client.ts'
import {arrayOf, type Decoder, string} from './decode.ts'
import {ConsulError} from './errors.ts'
import {checkPrefix} from './key-path.ts'
import {streamFromKey} from './key-request.ts'
import {listEntriesByTransaction, listKeysByTransaction} from './kv-by-transaction.ts'
import {decodeKvEntries, type KvEntry} from './kv-entry.ts'
import {parseKvJson} from './kv-json.ts'
import {createListSplitter} from './list-splitter.ts'
import {decodeAnswer} from './read.ts'

/** What a piece of an answer held, and how many bytes it was on the wire. */
export type Batch<T> = {readonly items: readonly T[]; readonly bytes: number}

/** As `listKeys`, but the keys come as they arrive, and are not held. */
export const streamKeys = (
  client: ConsulClient,
  prefix: string,
  options?: QueryOptions,
): AsyncIterable<Batch<string>> =>
  streamList({client, prefix, options, query: {keys: ''}, decode: decodeKeys}, async () => {
    const {data} = await listKeysByTransaction(client, prefix, undefined, options)
    return {items: data, bytes: 0}
  })

/** As `listEntries`, but the entries come as they arrive, and are not held. */
export const streamEntries = (
  client: ConsulClient,
  prefix: string,
  options?: QueryOptions,
): AsyncIterable<Batch<KvEntry>> =>
  streamList({client, prefix, options, query: {recurse: ''}, decode: decodeKvEntries}, async () => {
    const {data} = await listEntriesByTransaction(client, prefix, options)
    return {items: data, bytes: data.reduce((sum, {key, value}) => sum + key.length + value.length, 0)}
  })

const decodeKeys = arrayOf(string)

type ListRequest<T> = {
  readonly client: ConsulClient
  readonly prefix: string
  readonly options: QueryOptions | undefined
  readonly query: Readonly<Record<string, string>>
  readonly decode: Decoder<readonly T[]>
}

/** `otherwise` is for a prefix that no path can carry; a transaction answers in one piece. */
async function* streamList<T>(
  {client, prefix, options, query, decode}: ListRequest<T>,
  otherwise: () => Promise<Batch<T>>,
): AsyncGenerator<Batch<T>> {
  checkPrefix(prefix)
  const needs: readonly AclRule[] = [{resource: 'key', access: 'list', prefix}]
  const answer = await streamFromKey(client, prefix, {
    method: 'GET',
    query,
    needs,
    options,
    isAnswer: isMissing,
  })
  if (answer === undefined) yield await otherwise()
  else if (answer.status !== 404) yield* batchesOf(answer, decode)
}

async function* batchesOf<T>(
  answer: StreamedAnswer,
  decode: Decoder<readonly T[]>,
): AsyncGenerator<Batch<T>> {
  const splitter = createListSplitter()
  for await (const chunk of answer.chunks) {
    const body = splitter.push(chunk)
    const items = body === undefined ? [] : decodeAnswer({...answer, body}, decode, parseKvJson)
    yield {items, bytes: chunk.byteLength}
  }
  if (!splitter.isWhole()) throw cutShort(answer)
}

const isMissing = (status: number, body: string): boolean => status === 404 && body === ''

const cutShort = ({status, method, path}: StreamedAnswer): ConsulError =>
  new ConsulError({
    kind: 'protocol',
    shortMessage: `${path}: the answer is not a whole JSON list`,
    nextStep: 'Check that the address is that of a Consul agent and not of something before it.',
    status,
    method,
    path,
  })
