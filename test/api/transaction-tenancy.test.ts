import {afterAll, beforeAll, beforeEach, expect, inject, it} from 'vitest'
import {batchOperations} from '../../src/api/batch-operations.ts'
import {type ConsulClient, createConsulClient} from '../../src/api/client.ts'
import {putKey, readKey} from '../../src/api/kv.ts'
import {encodeOperation, type KvOperation} from '../../src/api/kv-operation.ts'
import {transact, transactionSize} from '../../src/api/transaction.ts'
import {createFaultProxy, type FaultProxy} from '../support/fault-proxy.ts'

/*
 * Namespaces and partitions are Enterprise's, and the agent here is not: what is tested is what is sent. The query
 * string speaks for the request, and each operation for itself (developer.hashicorp.com/consul/api-docs/txn).
 */
const value = new TextEncoder().encode('v')
const tenancy = {namespace: 'team-a', partition: 'west'}

let proxy: FaultProxy
let client: ConsulClient
beforeAll(async () => {
  proxy = await createFaultProxy({target: inject('cluster').entry.httpAddress})
  client = createConsulClient({address: proxy.address, ...tenancy})
})
beforeEach(() => proxy.set({kind: 'status', status: 200, body: '{"Results":[],"Errors":null}'}, /^\/v1\/txn/))
afterAll(async () => {
  await client.close()
  await proxy.close()
})

const sent = () => {
  const {path, body} = proxy.requests.at(-1) ?? {path: '', body: '[]'}
  return {path, operations: JSON.parse(body).map(({KV}: {KV: object}) => KV)}
}

it('every operation of a transaction names the namespace and partition of the connection', async () => {
  await transact(client, [
    {verb: 'cas', key: 'a', value, index: '0'},
    {verb: 'delete-cas', key: 'b', index: '1'},
    {verb: 'get', key: 'c'},
  ])
  expect(sent().path).toBe('/v1/txn?ns=team-a&partition=west')
  const named = {Namespace: 'team-a', Partition: 'west'}
  expect(sent().operations).toEqual([
    {Verb: 'cas', Key: 'a', Value: 'dg==', Index: 0, ...named},
    {Verb: 'delete-cas', Key: 'b', Index: 1, ...named},
    {Verb: 'get', Key: 'c', ...named},
  ])
})

it('what a request names goes before what the connection names', async () => {
  await transact(client, [{verb: 'delete', key: 'a'}], {namespace: 'team-b'})
  expect(sent().path).toBe('/v1/txn?ns=team-b&partition=west')
  expect(sent().operations).toEqual([{Verb: 'delete', Key: 'a', Namespace: 'team-b', Partition: 'west'}])
})

it('a key that only a transaction can name is read and written there too', async () => {
  await putKey(client, {key: '//a', value})
  expect(sent().operations).toMatchObject([{Namespace: 'team-a', Partition: 'west'}])
  await readKey(client, '//a').catch(() => undefined)
  expect(sent().operations).toMatchObject([{Verb: 'get', Namespace: 'team-a', Partition: 'west'}])
})

it('nothing is named where nothing was asked for', async () => {
  const plain = createConsulClient({address: proxy.address})
  await transact(plain, [{verb: 'delete', key: 'a'}])
  expect(sent()).toEqual({path: '/v1/txn', operations: [{Verb: 'delete', Key: 'a'}]})
  await plain.close()
})

it('reads pass read-only wherever they go', async () => {
  const reading = createConsulClient({address: proxy.address, ...tenancy, readOnly: true})
  await transact(reading, [{verb: 'get', key: 'a'}])
  expect(sent().operations).toMatchObject([{Namespace: 'team-a'}])
  await expect(transact(reading, [{verb: 'delete', key: 'a'}])).rejects.toMatchObject({kind: 'readOnly'})
  await reading.close()
})

it('the names count in the size of a transaction, to the byte', () => {
  const operations: readonly KvOperation[] = [
    {verb: 'set', key: 'a', value},
    {verb: 'delete', key: 'ü'},
  ]
  const wire = JSON.stringify(operations.map(each => encodeOperation(each, tenancy)))
  expect(transactionSize(operations, tenancy)).toBe(Buffer.byteLength(wire))
  const maxBytes = Buffer.byteLength(wire) - 1
  const {batches} = batchOperations(operations, {maxOperations: 9, maxBytes}, tenancy)
  expect(batches).toHaveLength(2)
})
