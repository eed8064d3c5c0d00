import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, afterEach, beforeAll, describe, expect, inject, it} from 'vitest'
import {authorize} from '../../src/api/acl.ts'
import {deregisterService, registerService} from '../../src/api/agent.ts'
import {listNodes, listServices} from '../../src/api/catalog.ts'
import {type Connection, type ConsulClient, createConsulClient} from '../../src/api/client.ts'
import {isAbort} from '../../src/api/errors.ts'
import {listServiceInstances} from '../../src/api/health.ts'
import {putKey, readKey} from '../../src/api/kv.ts'
import {setNodeMaintenance} from '../../src/api/maintenance.ts'
import {endpointPath} from '../../src/api/request.ts'
import {readLeader} from '../../src/api/status.ts'
import {uniqueName, until} from '../support/cluster.ts'
import {createFaultProxy, type FaultProxy} from '../support/fault-proxy.ts'

const target = inject('cluster').entry.httpAddress
let proxy: FaultProxy
const clients: ConsulClient[] = []

const connect = (connection: Partial<Connection> = {}): ConsulClient => {
  const client = createConsulClient({address: proxy.address, ...connection})
  clients.push(client)
  return client
}
const lastRequest = () => proxy.requests.at(-1)

beforeAll(async () => {
  proxy = await createFaultProxy({target})
})
afterEach(() => proxy.set(undefined))
afterAll(async () => {
  await Promise.all(clients.map(client => client.close()))
  await proxy.close()
})

describe('what a request says', () => {
  it('passes every option on to Consul', async () => {
    await listNodes(connect(), {
      datacenter: 'dc1',
      consistency: 'stale',
      index: '1',
      waitMs: 1500,
      near: '_agent',
      filter: 'Node == "c1"',
    })
    const seen = new URL(lastRequest()?.path ?? '', target)
    expect(seen.pathname).toBe('/v1/catalog/nodes')
    expect(Object.fromEntries(seen.searchParams)).toEqual({
      dc: 'dc1',
      stale: '',
      index: '1',
      wait: '1500ms',
      near: '_agent',
      filter: 'Node == "c1"',
    })
  })

  it('says nothing that it was not told to say', async () => {
    await listNodes(connect(), {consistency: 'default'})
    expect(lastRequest()?.path).toBe('/v1/catalog/nodes')
  })

  it('takes namespace and partition from the connection unless the call names others', async () => {
    const client = connect({namespace: 'team', partition: 'eu'})
    proxy.set({kind: 'status', status: 200, body: '[]'})
    await listNodes(client)
    expect(lastRequest()?.path).toBe('/v1/catalog/nodes?ns=team&partition=eu')
    await listNodes(client, {namespace: 'other'})
    expect(lastRequest()?.path).toBe('/v1/catalog/nodes?ns=other&partition=eu')
  })

  it('encodes each name as one segment of the path', async () => {
    await listServiceInstances(connect(), 'a/b c%2F?d')
    expect(lastRequest()?.path).toBe('/v1/health/service/a%2Fb%20c%252F%3Fd')
    // A lone surrogate cannot be encoded; it must not throw.
    expect(endpointPath`/v1/kv/${'\ud800'}`).toBe('/v1/kv/%EF%BF%BD')
  })

  it('sends token and user by header, never in the URL', async () => {
    await listNodes(connect({token: '', basicAuth: 'ops:s3cret'}))
    expect(lastRequest()?.headers).toMatchObject({authorization: `Basic ${btoa('ops:s3cret')}`})
    expect(lastRequest()?.headers).not.toHaveProperty('x-consul-token')

    proxy.set({kind: 'status', status: 200, body: '[]'})
    await listNodes(connect({token: 'f00d', address: proxy.address.replace('//', '//me:p%40ss@')}))
    expect(lastRequest()?.path).toBe('/v1/catalog/nodes')
    expect(lastRequest()?.headers).toMatchObject({
      'x-consul-token': 'f00d',
      authorization: `Basic ${btoa('me:p@ss')}`,
    })
  })

  it('sends bodies whole, with length and type', async () => {
    const client = connect()
    const id = uniqueName('client')
    await registerService(client, {Name: id, Tags: ['größe']})
    const headers = lastRequest()?.headers
    const body = lastRequest()?.body ?? ''
    expect(JSON.parse(body)).toEqual({Name: id, Tags: ['größe']})
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    })
    expect(headers).not.toHaveProperty('transfer-encoding')

    await client.send({
      method: 'PUT',
      path: endpointPath`/v1/kv/${id}`,
      body: {bytes: new Uint8Array([1, 2, 3])},
    })
    expect(lastRequest()?.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '3',
    })
    await client.send({method: 'DELETE', path: endpointPath`/v1/kv/${id}`})
    await deregisterService(client, id)
    expect(lastRequest()?.headers).toMatchObject({'content-length': '0'})
  })
})

describe('what an answer says', () => {
  it('tells index, leader and last contact', async () => {
    const {data, meta} = await listNodes(connect())
    expect(data.map(node => node.name)).toContain('c1')
    expect(meta).toEqual({
      index: expect.stringMatching(/^\d+$/),
      knownLeader: true,
      lastContactMs: 0,
      filteredByAcls: false,
    })
  })

  it('does without headers', async () => {
    proxy.set({
      kind: 'dropHeaders',
      names: ['X-Consul-Index', 'X-Consul-KnownLeader', 'X-Consul-LastContact'],
    })
    const {meta} = await listNodes(connect())
    expect(meta).toEqual({filteredByAcls: false})
  })

  it('keeps an index above 2^53 to the digit', async () => {
    proxy.set({kind: 'rewindIndex', index: '18446744073709551615'})
    expect((await listNodes(connect())).meta.index).toBe('18446744073709551615')
  })

  it('ignores an index that is no number', async () => {
    proxy.set({kind: 'rewindIndex', index: 'NaN'})
    expect((await listNodes(connect())).meta.index).toBeUndefined()
  })

  it('takes the index of a missing key, but of no other refusal', async () => {
    const client = connect()
    const path = endpointPath`/v1/kv/${uniqueName('missing')}`
    const missing = await client.send({method: 'GET', path, isAnswer: status => status === 404})
    expect(missing).toMatchObject({status: 404, body: '', meta: {index: expect.stringMatching(/^\d+$/)}})

    proxy.set({kind: 'status', status: 429, body: '{}', headers: {'X-Consul-Index': '1'}})
    const unwell = await client.send({method: 'GET', path, isAnswer: status => status === 429})
    expect(unwell.meta.index).toBeUndefined()
  })

  it('tells that ACLs took something out', async () => {
    proxy.set({
      kind: 'status',
      status: 200,
      body: '[]',
      headers: {'X-Consul-Results-Filtered-By-ACLs': 'true'},
    })
    expect((await listNodes(connect())).meta.filteredByAcls).toBe(true)
  })
})

describe('a blocking read', () => {
  // What is blocked on is a key of the test's own: all that other tests change would wake a read of the catalog.
  const ownKey = async (client: ConsulClient) => {
    const key = uniqueName('blocking')
    await putKey(client, {key, value: new Uint8Array()})
    return {key, index: (await readKey(client, key)).meta.index}
  }

  it('returns when something changes, and leaves room for calls meanwhile', async () => {
    const client = connect()
    const {key, index} = await ownKey(client)
    const blocked = Array.from({length: 12}, () => readKey(client, key, {index, waitMs: 50_000}))
    await until(
      () => proxy.open().filter(({path}) => path.includes('wait=50000ms')).length === 12,
      '12 open reads',
    )

    await putKey(client, {key, value: Uint8Array.of(7)})
    const values = (await Promise.all(blocked)).map(({data}) => data?.value)
    expect(values).toEqual(blocked.map(() => Uint8Array.of(7)))
  })

  it('is given up in silence, whatever the reason of the caller', async () => {
    const client = connect()
    const {key, index} = await ownKey(client)
    const controller = new AbortController()
    const reading = readKey(client, key, {index, waitMs: 51_000, signal: controller.signal})
    const outcome = reading.catch((error: unknown) => error)
    await until(() => lastRequest()?.path.includes('wait=51000ms'), 'the open read')
    controller.abort(new Error('a reason of the caller'))
    expect(isAbort(await outcome)).toBe(true)
  })

  it('does not even leave once it is given up', async () => {
    const client = connect()
    const before = proxy.requests.length
    const error = await listServices(client, {signal: AbortSignal.abort()}).catch((thrown: unknown) => thrown)
    expect(isAbort(error)).toBe(true)
    expect(proxy.requests).toHaveLength(before)
  })

  it('is given up in the middle of its body', async () => {
    const client = connect()
    const controller = new AbortController()
    proxy.set({kind: 'stall', afterBytes: 1})
    const outcome = listNodes(client, {signal: controller.signal}).catch((error: unknown) => error)
    await until(() => proxy.stalled > 0, 'the beginning of the answer')
    controller.abort()
    expect(isAbort(await outcome)).toBe(true)
  })
})

describe('a read-only client', () => {
  it('refuses whatever changes something before it leaves', async () => {
    const client = connect({readOnly: true})
    const before = proxy.requests.length
    const writes = [
      registerService(client, {Name: 'never'}),
      deregisterService(client, 'never'),
      setNodeMaintenance(client, {enable: true}),
      client.send({method: 'DELETE', path: '/v1/kv/never'}),
      client.send({method: 'POST', path: '/v1/internal/acl/authorize/../../kv/never'}),
    ]
    for (const write of writes) await expect(write).rejects.toMatchObject({kind: 'readOnly'})
    expect(proxy.requests).toHaveLength(before)
  })

  it('reads, and asks what it might do', async () => {
    const client = connect({readOnly: true})
    expect(client.readOnly).toBe(true)
    expect((await listNodes(client)).data).not.toHaveLength(0)
    const {data} = await authorize(client, [{resource: 'event', access: 'write', segment: 'deploy'}])
    expect(data).toEqual([{resource: 'event', access: 'write', segment: 'deploy', allow: true}])
  })
})

describe('an address', () => {
  it('may be a socket in the file system', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'lictor-socket-'))
    const socket = await createFaultProxy({target, socketPath: join(directory, 'consul.sock')})
    const client = connect({address: socket.address})
    try {
      expect((await readLeader(client)).data).toMatch(/^127\..*:\d+$/)
      expect(client.address).toBe(`unix://${directory}/consul.sock`)
      expect(socket.requests.map(({path}) => path)).toEqual(['/v1/status/leader'])
    } finally {
      await socket.close()
      await rm(directory, {recursive: true})
    }
  })

  it.each(['localhost:8500', 'ftp://consul', 'unix://relative', 'http://', ''])('cannot be %j', address => {
    expect(() => createConsulClient({address})).toThrow(expect.objectContaining({kind: 'invalid'}))
  })

  it('is shown without its user and password', () => {
    const client = createConsulClient({address: 'https://me:secret@consul.example:8501/ui'})
    expect(client.address).toBe('https://consul.example:8501')
    expect(() => createConsulClient({address: 'ftp://me:secret@consul'})).toThrow(/^((?!secret).)*$/)
  })
})
