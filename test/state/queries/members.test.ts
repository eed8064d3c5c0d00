import {afterAll, describe, expect, inject, it} from 'vitest'
import {type ConsulClient, createConsulClient} from '../../../src/api/client.ts'
import {readLeader} from '../../../src/api/status.ts'
import {datacentersQuery} from '../../../src/state/queries/datacenters.ts'
import {lanMembersQuery} from '../../../src/state/queries/members.ts'
import {nodeChecksQuery, nodeQuery, nodeSessionsQuery} from '../../../src/state/queries/node.ts'
import {quorumOf, serversQuery} from '../../../src/state/queries/servers.ts'
import {wanMembersQuery} from '../../../src/state/queries/wan-members.ts'
import {memberRows} from '../../../src/state/rows/member-rows.ts'
import {wanMemberRows} from '../../../src/state/rows/wan-member-rows.ts'
import {createFaultProxy} from '../../support/fault-proxy.ts'
import {ask, contextOf, firstEvent, untilFound} from './ask.ts'

const {entry, agents} = inject('cluster')
const clients: ConsulClient[] = []
const clientOf = (address: string): ConsulClient => {
  const client = createConsulClient({address})
  clients.push(client)
  return client
}
afterAll(() => Promise.all(clients.map(client => client.close())))

const client = clientOf(entry.httpAddress)
const context = contextOf(client)
const inDc2 = contextOf(client, {datacenter: 'dc2'})

describe('the servers of a real cluster', () => {
  it('are three that vote, one of which leads, and one may fail', async () => {
    const servers = await untilFound(async () => {
      const found = await ask(serversQuery(context))
      return found.servers.every(({voter}) => voter) ? found : undefined
    }, 'all servers to vote')
    const leader = (await readLeader(client)).data
    expect(servers.servers.map(({node}) => node).toSorted()).toEqual(['s1', 's2', 's3'])
    expect(servers.servers.filter(server => server.leader)).toMatchObject([
      {node: servers.leader, address: leader, alive: true},
    ])
    expect(quorumOf(servers)).toEqual({alive: 3, total: 3, needed: 2, margin: 1})
  })

  it('are those of the datacenter that is looked at', async () => {
    const servers = await ask(serversQuery(inDc2))
    expect(servers).toMatchObject({leader: 't1', servers: [{node: 't1', leader: true}]})
    expect(quorumOf(servers)).toEqual({alive: 1, total: 1, needed: 1, margin: 0})
  })

  it('have no leader where none is known', async () => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    proxy.set({kind: 'status', status: 200, body: '""'}, /status\/leader/)
    const servers = await ask(serversQuery(contextOf(clientOf(proxy.address))))
    expect(servers).not.toHaveProperty('leader')
    expect(servers.servers.some(({leader}) => leader)).toBe(false)
    await proxy.close()
  })

  it('count as voters where the token may not read the Raft configuration', async () => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    proxy.set({kind: 'status', status: 403, body: 'Permission denied'}, /operator/)
    expect(quorumOf(await ask(serversQuery(contextOf(clientOf(proxy.address)))))).toMatchObject({total: 3})
    await proxy.close()
  })
})

describe('the members of a real cluster', () => {
  it('are all its agents, one of them leading', async () => {
    const lan = await ask(lanMembersQuery(context))
    const rows = memberRows({
      lan,
      servers: await ask(serversQuery(context)),
      failing: [],
      self: entry.name,
      datacenter: 'dc1',
    })
    const expected = agents.filter(({datacenter}) => datacenter === 'dc1')
    expect(rows.map(({name, status, role}) => [name, status, role]).toSorted()).toEqual(
      expected.map(({name, server}) => [name, 'alive', server ? 'server' : 'client']).toSorted(),
    )
    expect(rows.filter(({leader}) => leader)).toHaveLength(1)
  })

  it('of another datacenter are its nodes', async () => {
    const rows = memberRows({
      lan: await ask(lanMembersQuery(inDc2)),
      servers: await ask(serversQuery(inDc2)),
      failing: [],
      self: entry.name,
      datacenter: 'dc2',
    })
    expect(rows.map(({name, status, role, leader}) => [name, status, role, leader])).toEqual([
      ['t1', 'alive', 'server', true],
    ])
  })

  it('are the nodes alone where the token may not read the members', async () => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    proxy.set({kind: 'status', status: 403, body: 'Permission denied'}, /members|coordinate/)
    const lan = await ask(lanMembersQuery(contextOf(clientOf(proxy.address))))
    expect(lan).not.toHaveProperty('members')
    expect(lan.coordinates).toEqual([])
    const rows = memberRows({lan, servers: undefined, failing: [], self: entry.name, datacenter: 'dc1'})
    expect(rows.map(({name}) => name)).toEqual(lan.nodes.map(({name}) => name))
    expect(rows.length).toBeGreaterThan(0)
    await proxy.close()
  })
})

describe('the WAN members', () => {
  const everyServer = ['s1.dc1', 's2.dc1', 's3.dc1', 't1.dc2']

  it('are the pool, asked of a server', async () => {
    const server = agents.find(agent => agent.server && agent.datacenter === 'dc1') ?? entry
    const wan = await ask(wanMembersQuery(contextOf(clientOf(server.httpAddress))))
    expect(wan.remote).toEqual([])
    const rows = wanMemberRows(wan, {node: server.name, datacenter: 'dc1'})
    expect(rows.map(({name}) => name).toSorted()).toEqual(everyServer)
  })

  it('are the same servers, asked of a client', async () => {
    const wan = await ask(wanMembersQuery(context))
    expect(wan.members).toEqual([])
    const rows = wanMemberRows(wan, {node: entry.name, datacenter: 'dc1'})
    expect(rows.map(({name, status}) => [name, status]).toSorted()).toEqual(
      everyServer.map(name => [name, 'alive']),
    )
  })

  it('are shown without a datacenter that does not answer', async () => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    proxy.set({kind: 'status', status: 500, body: 'No path to datacenter'}, /dc=dc2/)
    const wan = await ask(wanMembersQuery(contextOf(clientOf(proxy.address))))
    expect(
      wanMemberRows(wan, undefined)
        .map(({name, status}) => [name, status])
        .toSorted(),
    ).toEqual([
      ['*.dc2', 'unreachable'],
      ['s1.dc1', 'alive'],
      ['s2.dc1', 'alive'],
      ['s3.dc1', 'alive'],
    ])
    await proxy.close()
  })
})

describe('a node', () => {
  it('is told with its services, checks and sessions', async () => {
    expect((await ask(nodeQuery(context, 's1')))?.services.map(({name}) => name)).toContain('consul')
    expect((await ask(nodeChecksQuery(context, 's1'))).map(({checkId}) => checkId)).toContain('serfHealth')
    expect(Array.isArray(await ask(nodeSessionsQuery(context, 's1')))).toBe(true)
  })

  it('that the catalog does not know is an answer too', async () => {
    expect(await ask(nodeQuery(context, 'no-such-node'))).toBeUndefined()
    expect(await ask(nodeChecksQuery(context, 'no-such-node'))).toEqual([])
  })
})

describe('the datacenters', () => {
  it('are all that are joined', async () => {
    expect((await ask(datacentersQuery(context))).toSorted()).toEqual(['dc1', 'dc2'])
  })

  it('that do not exist stop a query for good, with the reason', async () => {
    const event = await firstEvent(lanMembersQuery(contextOf(client, {datacenter: 'dc9'})))
    expect(event).toMatchObject({
      type: 'failed',
      retryInMs: undefined,
      error: {kind: 'invalid', shortMessage: 'There is no datacenter "dc9"'},
    })
  })
})
