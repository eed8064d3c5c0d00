import {afterAll, describe, expect, inject, it} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {decodeSession, listNodeSessions, readSession} from '../../src/api/session.ts'
import {uniqueName} from '../support/cluster.ts'

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
