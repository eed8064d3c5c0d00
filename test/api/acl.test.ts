import {afterAll, beforeAll, describe, expect, inject, it} from 'vitest'
import {authorize, readOwnToken} from '../../src/api/acl.ts'
import {registerService, reloadAgent} from '../../src/api/agent.ts'
import {readAgentSelf} from '../../src/api/agent-self.ts'
import {listNodes} from '../../src/api/catalog.ts'
import {createConsulClient} from '../../src/api/client.ts'
import {deleteKey, listEntries, listKeys, putKey, readKey} from '../../src/api/kv.ts'
import type {KvOperation} from '../../src/api/kv-operation.ts'
import {readRaftConfiguration} from '../../src/api/operator.ts'
import {transact} from '../../src/api/transaction.ts'
import type {DemoCluster} from '../../src/demo/cluster-types.ts'
import {startPrivateCluster} from '../support/cluster.ts'

const wishes = [
  {resource: 'event', access: 'write', segment: 'deploy'},
  {resource: 'operator', access: 'read', segment: ''},
] as const

describe('where ACLs are disabled', () => {
  it('there is no own token, and everything is allowed', async () => {
    const client = createConsulClient({address: inject('cluster').entry.httpAddress})
    expect((await readOwnToken(client)).data).toEqual({disabled: true})
    expect((await authorize(client, wishes)).data.map(({allow}) => allow)).toEqual([true, true])
    await client.close()
  })
})

describe('where ACLs deny by default', () => {
  let cluster: DemoCluster
  /** A token that may do next to nothing. Without any policy 1.8 would not even find it on a client agent. */
  let powerless: string
  const connect = (token?: string) => createConsulClient({address: cluster.entry.httpAddress, token})

  beforeAll(async () => {
    cluster = await startPrivateCluster({acl: true})
    const manager = connect(cluster.managementToken)
    const put = (path: string, json: object) => manager.send({method: 'PUT', path, body: {json}})
    await put('/v1/acl/policy', {Name: 'hardly-any', Rules: 'key "nothing" { policy = "read" }'})
    const token = {Description: 'may do next to nothing', Policies: [{Name: 'hardly-any'}]}
    const created = await put('/v1/acl/token', token)
    powerless = JSON.parse(created.body).SecretID
  })
  afterAll(() => cluster.stop())

  it('tells whom Consul takes us for, without the secret', async () => {
    const {data} = await readOwnToken(connect(cluster.managementToken))
    expect(data).toEqual({
      disabled: false,
      accessorId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      description: expect.any(String),
      policies: ['global-management'],
    })
    expect(JSON.stringify(data)).not.toContain(cluster.managementToken)
  })

  it('tells whom it takes any token for', async () => {
    expect((await readOwnToken(connect(powerless))).data).toMatchObject({
      description: 'may do next to nothing',
      policies: ['hardly-any'],
    })
  })

  it('tells beforehand what is allowed', async () => {
    expect((await authorize(connect(cluster.managementToken), wishes)).data).toEqual(
      wishes.map(wish => ({...wish, allow: true})),
    )
    expect((await authorize(connect(powerless), wishes)).data.map(({allow}) => allow)).toEqual([false, false])
  })

  it('says which rule is missing', async () => {
    const client = connect(powerless)
    const forbidden = (nextStep: string) => ({
      kind: 'forbidden',
      status: 403,
      nextStep: `The token needs ${nextStep}.`,
    })
    await expect(readAgentSelf(client)).rejects.toMatchObject(
      forbidden('agent_prefix "" { policy = "read" }'),
    )
    await expect(readRaftConfiguration(client)).rejects.toMatchObject(forbidden('operator = "read"'))
    await expect(reloadAgent(client)).rejects.toMatchObject(forbidden('agent_prefix "" { policy = "write" }'))
    await expect(registerService(client, {Name: 'web'})).rejects.toMatchObject(
      forbidden('service "web" { policy = "write" }'),
    )
  })

  it('tells a key that may not be read from one that is not there', async () => {
    const manager = connect(cluster.managementToken)
    const client = connect(powerless)
    const value = new Uint8Array([1])
    for (const key of ['secrets/a', 'secrets//a', 'secrets/a\n']) {
      const named = JSON.stringify(key)
      const forbidden = (access: string) => ({
        kind: 'forbidden',
        nextStep: `The token needs key ${named} { policy = "${access}" }.`,
      })
      await putKey(manager, {key, value})
      await expect(readKey(client, key)).rejects.toMatchObject(forbidden('read'))
      await expect(putKey(client, {key, value})).rejects.toMatchObject(forbidden('write'))
      await expect(deleteKey(client, {key})).rejects.toMatchObject(forbidden('write'))
      expect((await listKeys(client, key)).data).toEqual([])
      expect((await listEntries(client, key)).data).toEqual([])
      const operations: readonly KvOperation[] = [
        {verb: 'get', key},
        {verb: 'set', key, value},
      ]
      await expect(transact(client, operations)).rejects.toMatchObject(forbidden('write'))
      expect((await readKey(manager, key)).data?.value).toEqual(value)
    }
    const many = Array.from({length: 4}, (_, i): KvOperation => ({verb: 'delete', key: `secrets/${i}`}))
    await expect(transact(client, many)).rejects.toMatchObject({
      nextStep: 'The token needs key_prefix "" { policy = "write" }.',
    })
  })

  it('filters lists in silence', async () => {
    expect((await listNodes(connect(powerless))).data).toEqual([])
    expect((await listNodes(connect(cluster.managementToken))).data).not.toEqual([])
  })

  it('knows an unknown token when it sees one', async () => {
    await expect(readOwnToken(connect('00000000-0000-0000-0000-00000000dead'))).rejects.toMatchObject({
      kind: 'forbidden',
      shortMessage: 'Consul does not know this token',
    })
  })
})
