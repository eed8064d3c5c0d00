import {afterAll, beforeAll, beforeEach, describe, expect, inject, it} from 'vitest'
import {type ConsulClient, createConsulClient} from '../../src/api/client.ts'
import {deleteKey, listEntries, listKeys, putKey, readKey} from '../../src/api/kv.ts'
import type {KvOperation} from '../../src/api/kv-operation.ts'
import {transact} from '../../src/api/transaction.ts'
import {discoverTransactionLimits} from '../../src/api/transaction-limits.ts'
import {uniqueName} from '../support/cluster.ts'
import {createFaultProxy, type FaultProxy} from '../support/fault-proxy.ts'

const key = uniqueName('read-only')
const value = new TextEncoder().encode('v')
const session = crypto.randomUUID()
let proxy: FaultProxy
let client: ConsulClient
let sentBefore: number

beforeAll(async () => {
  proxy = await createFaultProxy({target: inject('cluster').entry.httpAddress})
  client = createConsulClient({address: proxy.address, readOnly: true})
})
beforeEach(() => {
  sentBefore = proxy.requests.length
})
afterAll(async () => {
  await client.close()
  await proxy.close()
})

const writes: readonly (readonly [string, () => Promise<unknown>])[] = [
  ...[key, `//${key}`].flatMap(name => [
    [`put ${name}`, () => putKey(client, {key: name, value})] as const,
    [`cas ${name}`, () => putKey(client, {key: name, value, cas: '0'})] as const,
    [`acquire ${name}`, () => putKey(client, {key: name, value, acquire: session})] as const,
    [`release ${name}`, () => putKey(client, {key: name, value, release: session})] as const,
    [`delete ${name}`, () => deleteKey(client, {key: name})] as const,
    [`delete-cas ${name}`, () => deleteKey(client, {key: name, cas: '1'})] as const,
  ]),
  ...(
    [
      {verb: 'set', key, value},
      {verb: 'cas', key, value, index: '0'},
      {verb: 'lock', key, value, session},
      {verb: 'unlock', key, value, session},
      {verb: 'delete', key},
      {verb: 'delete-cas', key, index: '1'},
    ] satisfies readonly KvOperation[]
  ).map(write => [`${write.verb} among reads`, () => transact(client, [{verb: 'get', key}, write])] as const),
]

describe('read-only', () => {
  it.each(writes)('lets no write leave: %s', async (_name, write) => {
    await expect(write()).rejects.toMatchObject({kind: 'readOnly'})
    expect(proxy.requests).toHaveLength(sentBefore)
  })

  it.each([
    ['another verb', [{KV: {Verb: 'delete-tree', Key: key}}]],
    ['another spelling, which Go takes as well', [{kv: {verb: 'delete', key}}]],
    ['two spellings', [{KV: {Verb: 'get', Key: key, verb: 'delete'}}]],
    ['another resource', [{Node: {Verb: 'delete', Node: {Node: 'c1'}}}]],
    ['another resource besides', [{KV: {Verb: 'get', Key: key}, Node: {Verb: 'delete'}}]],
    ['no list', {KV: {Verb: 'get', Key: key}}],
    ['nothing', null],
    ['a list of nothing', [null]],
  ])('takes a transaction for a write unless it is known to read: %s', async (_name, json) => {
    const request = client.send({method: 'PUT', path: '/v1/txn', body: {json}})
    await expect(request).rejects.toMatchObject({kind: 'readOnly'})
    const bytes = client.send({method: 'PUT', path: '/v1/txn', body: {bytes: JSON.stringify(json)}})
    await expect(bytes).rejects.toMatchObject({kind: 'readOnly'})
    expect(proxy.requests).toHaveLength(sentBefore)
  })

  it('lets every read pass, also those that need a transaction', async () => {
    for (const name of [key, `//${key}`, `${key}\n`]) {
      expect((await readKey(client, name)).data).toBeUndefined()
      expect((await listKeys(client, name, {separator: '/'})).data).toEqual([])
      expect((await listEntries(client, name)).data).toEqual([])
    }
    const checks: readonly KvOperation[] = [
      {verb: 'check-not-exists', key},
      {verb: 'check-index', key, index: '1'},
    ]
    expect((await transact(client, checks)).data).toMatchObject({ok: false, errors: [{index: 1}]})
    expect(await discoverTransactionLimits(client)).toMatchObject({maxBytes: 524_288})
  })
})
