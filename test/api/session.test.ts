import {afterAll, describe, expect, inject, it} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {putKey, readKey} from '../../src/api/kv.ts'
import {
  createSession,
  decodeSession,
  destroySession,
  listNodeSessions,
  readSession,
  renewSession,
} from '../../src/api/session.ts'
import {uniqueName} from '../support/cluster.ts'
import {bytes} from '../support/kv-tools.ts'

const {entry} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
afterAll(() => client.close())

describe('sessions of a node', () => {
  it('tell what they hold on to and what ends them', async () => {
    const name = uniqueName('session')
    const created = await client.send({
      method: 'PUT',
      path: '/v1/session/create',
      body: {json: {Name: name, TTL: '600s', LockDelay: '2500ms', Behavior: 'delete'}},
    })
    const {ID: id} = JSON.parse(created.body)
    const {data} = await listNodeSessions(client, entry.name)
    expect(data.filter(session => session.name === name)).toEqual([
      {
        id,
        name,
        node: entry.name,
        lockDelayMs: 2500,
        behavior: 'delete',
        ttl: '600s',
        checks: ['serfHealth'],
        createIndex: expect.any(Number),
      },
    ])
    const {data: session, meta} = await readSession(client, id)
    expect(session).toEqual(data.find(each => each.name === name))
    expect(meta.index).toMatch(/^\d+$/)
    await client.send({method: 'PUT', path: `/v1/session/destroy/${id}`})
    expect((await readSession(client, id)).data).toBeUndefined()
    await expect(readSession(client, 'no-uuid')).rejects.toMatchObject({kind: 'invalid'})
    expect((await listNodeSessions(client, entry.name)).data.map(session => session.id)).not.toContain(id)
  })

  it('name each check once, however the version lists them', () => {
    const {checks} = decodeSession({
      ID: 'i',
      Node: 'n',
      Checks: ['serfHealth'],
      NodeChecks: ['serfHealth', 'disk'],
      ServiceChecks: [{ID: 'web', Namespace: ''}],
    })
    expect(checks).toEqual(['serfHealth', 'disk', 'web'])
    expect(decodeSession({ID: 'i', Node: 'n', NodeChecks: null, TTL: ''})).toMatchObject({
      checks: [],
      ttl: undefined,
      behavior: 'release',
      lockDelayMs: 0,
    })
  })
})

describe('a session of our own', () => {
  it('takes its keys along when it ends', async () => {
    const name = uniqueName('session')
    const id = await createSession(client, {name, behavior: 'delete', ttlMs: 15_000})
    const {data} = await readSession(client, id)
    expect(data).toMatchObject({
      name,
      behavior: 'delete',
      ttl: '15s',
      node: entry.name,
      checks: ['serfHealth'],
    })
    expect(await putKey(client, {key: name, value: bytes('held'), acquire: id})).toBe(true)
    await renewSession(client, id)
    await destroySession(client, id)
    expect((await readKey(client, name)).data).toBeUndefined()
    await expect(renewSession(client, id)).rejects.toMatchObject({kind: 'notFound'})
    await destroySession(client, id)
  })

  it('lives in another datacenter on a node there, without its checks', async () => {
    const there = {datacenter: 'dc2'}
    const wanted = {name: uniqueName('session'), behavior: 'release', ttlMs: 10_000} as const
    const id = await createSession(client, {...wanted, node: 't1'}, there)
    expect((await readSession(client, id, there)).data).toMatchObject({node: 't1', checks: [], ttl: '10s'})
    expect((await readSession(client, id)).data).toBeUndefined()
    await renewSession(client, id, there)
    await destroySession(client, id, there)
    await expect(createSession(client, wanted, there)).rejects.toMatchObject({name: 'ConsulError'})
  })
})
