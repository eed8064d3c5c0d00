import {readdirSync, readFileSync} from 'node:fs'
import {afterAll, beforeAll, beforeEach, describe, expect, inject, it} from 'vitest'
import {deregisterService, forceLeave, registerService, reloadAgent} from '../../src/api/agent.ts'
import {deregisterFromCatalog} from '../../src/api/catalog.ts'
import {type ConsulClient, createConsulClient} from '../../src/api/client.ts'
import {fireEvent} from '../../src/api/event.ts'
import {deleteKey, putKey} from '../../src/api/kv.ts'
import {putByTransaction, writeByTransaction} from '../../src/api/kv-by-transaction.ts'
import {setNodeMaintenance, setServiceMaintenance} from '../../src/api/maintenance.ts'
import type {ConsulRequest} from '../../src/api/request.ts'
import {createSession, destroySession, renewSession} from '../../src/api/session.ts'
import {transact} from '../../src/api/transaction.ts'
import {createFaultProxy, type FaultProxy} from '../support/fault-proxy.ts'

const {entry} = inject('cluster')
const key = 'read-only'
const value = new Uint8Array()

let proxy: FaultProxy
let client: ConsulClient
let sentBefore: number
beforeAll(async () => {
  proxy = await createFaultProxy({target: entry.httpAddress})
  client = createConsulClient({address: proxy.address, readOnly: true})
})
beforeEach(() => {
  sentBefore = proxy.requests.length
})
afterAll(async () => {
  await client.close()
  await proxy.close()
})

/** By the file of `src/api` that the function is in. */
const writers: Readonly<Record<string, Readonly<Record<string, () => Promise<unknown>>>>> = {
  'agent.ts': {
    forceLeave: () => forceLeave(client, 'c3', {}),
    prune: () => forceLeave(client, 'c3', {prune: true}),
    reloadAgent: () => reloadAgent(client),
    registerService: () => registerService(client, {Name: key}, {}),
    deregisterService: () => deregisterService(client, key),
  },
  'catalog.ts': {
    deregisterFromCatalog: () => deregisterFromCatalog(client, {node: 'c3', serviceId: key}),
  },
  'maintenance.ts': {
    setServiceMaintenance: () => setServiceMaintenance(client, key, {enable: true, reason: ''}),
    setNodeMaintenance: () => setNodeMaintenance(client, {enable: true, reason: ''}),
  },
  'kv.ts': {
    putKey: () => putKey(client, {key, value}),
    deleteKey: () => deleteKey(client, {key}),
    'putKey where no path goes': () => putKey(client, {key: '//', value}),
    'deleteKey where no path goes': () => deleteKey(client, {key: '//'}),
  },
  'event.ts': {
    fireEvent: () => fireEvent(client, {name: key, payload: value}),
  },
  'session.ts': {
    createSession: () => createSession(client, {name: key, behavior: 'delete', ttlMs: 10_000}),
    renewSession: () => renewSession(client, key),
    destroySession: () => destroySession(client, key),
  },
  'kv-by-transaction.ts': {
    writeByTransaction: () => writeByTransaction(client, {verb: 'delete', key}),
    putByTransaction: () => putByTransaction(client, {verb: 'set', key, value}),
  },
  'transaction.ts': {
    transact: () => transact(client, [{verb: 'delete-cas', key, index: '1'}]),
    'transact in a namespace': () => transact(client, [{verb: 'set', key, value}], {namespace: 'team-a'}),
  },
}

describe('read-only', () => {
  it.each(
    Object.entries(writers).flatMap(([file, calls]) =>
      Object.entries(calls).map(([name, call]) => [file, name, call] as const),
    ),
  )('lets nothing of %s leave: %s', async (_file, _name, call) => {
    await expect(call()).rejects.toMatchObject({kind: 'readOnly'})
    expect(proxy.requests).toHaveLength(sentBefore)
  })

  it('is tried above with every file of src/api that sends anything but GET', () => {
    const folder = new URL('../../src/api/', import.meta.url)
    const files = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter(file =>
      file.endsWith('.ts'),
    )
    const sending = files.filter(file => {
      const source = readFileSync(new URL(file, folder), 'utf8')
      return /method: '(PUT|POST|DELETE)'/.test(source)
    })
    // Both only ask: one what the token may do, the other for limits, by transactions that read.
    const asking = ['acl.ts', 'transaction-limits.ts']
    const errors = sending.filter(file => !(file in writers) && !asking.includes(file))
    expect(errors).toEqual([])
  })

  const anything = ['PUT', 'POST', 'DELETE'].flatMap(method =>
    [
      '/v1/kv/a',
      '/v1/txn',
      '/v1/session/create',
      '/v1/event/fire/deploy',
      '/v1/agent/reload',
      '/v1/agent/force-leave/c3',
      '/v1/catalog/register',
      '/v1/acl/token',
      '/v1/config',
      '/v1/snapshot',
      '/v1/operator/raft/peer',
      '/v1/internal/acl/authorize/',
      '/V1/internal/acl/authorize',
    ].map(path => [method, path] as const),
  )
  it.each(anything)('lets no %s %s leave', async (method, path) => {
    const request = {method, path, body: {json: {}}} as ConsulRequest // the methods of the table above
    await expect(client.send(request)).rejects.toMatchObject({kind: 'readOnly'})
    expect(proxy.requests).toHaveLength(sentBefore)
  })
})
