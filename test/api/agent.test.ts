import {afterAll, describe, expect, inject, it} from 'vitest'
import {deregisterService, listAgentServices, listMembers, registerService} from '../../src/api/agent.ts'
import {readAgentSelf} from '../../src/api/agent-self.ts'
import {createConsulClient} from '../../src/api/client.ts'
import {listNodeChecks} from '../../src/api/health.ts'
import {setServiceMaintenance} from '../../src/api/maintenance.ts'
import {decodeMember} from '../../src/api/member.ts'
import {uniqueName, until} from '../support/cluster.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'

const {entry, agents} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
afterAll(() => client.close())

describe('the asked agent', () => {
  it('tells who it is and how it answers DNS', async () => {
    const {data} = await readAgentSelf(client)
    expect(data).toMatchObject({
      nodeName: entry.name,
      nodeId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      datacenter: 'dc1',
      server: false,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      remoteExecDisabled: false,
      aclsEnabled: false,
    })
    expect(data.dns.domain).toBe('consul.')
    expect(data.dns.addresses).toContain(`udp://${entry.dnsAddress}`)
  })

  it('may keep its debug configuration to itself, or change its shape', async () => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    const beyond = createConsulClient({address: proxy.address})
    proxy.set({
      kind: 'rewrite',
      rewrite: body => JSON.stringify({...JSON.parse(body), DebugConfig: {DNSAddrs: 'none', DNSDomain: 5}}),
    })
    expect((await readAgentSelf(beyond)).data).toMatchObject({nodeName: entry.name, dns: {}})
    proxy.set({kind: 'rewrite', rewrite: body => JSON.stringify({Config: JSON.parse(body).Config})})
    const {data} = await readAgentSelf(beyond)
    expect(data.remoteExecDisabled).toBeUndefined()
    expect(Object.values(data.dns).filter(value => value !== undefined)).toEqual([])
    proxy.set({kind: 'rewrite', rewrite: () => '{"Config":{"NodeName":1}}'})
    await expect(readAgentSelf(beyond)).rejects.toMatchObject({
      shortMessage: '/v1/agent/self .Config.NodeName: expected a string, got a number',
    })
    await beyond.close()
    await proxy.close()
  })
})

describe('members', () => {
  it('are the agents of the datacenter', async () => {
    const {data, meta} = await listMembers(client)
    const local = agents.filter(agent => agent.datacenter === 'dc1')
    expect(data.map(member => member.name).toSorted()).toEqual(local.map(agent => agent.name).toSorted())
    for (const agent of local) {
      expect(data.find(member => member.name === agent.name)).toMatchObject({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        address: new URL(agent.httpAddress).hostname,
        port: expect.any(Number),
        status: 'alive',
        server: agent.server,
        datacenter: 'dc1',
        build: expect.stringMatching(/^\d+\.\d+\.\d+[^:]*$/),
        protocol: {current: 2, min: 1, max: 5},
        nonVoter: false,
      })
    }
    // Gossip has no index: there is nothing to block on.
    expect(meta.index).toBeUndefined()
  })

  it('of the WAN are the servers of all datacenters', async () => {
    const server = agents.find(agent => agent.server)
    const onServer = createConsulClient({address: server?.httpAddress ?? ''})
    const members = await until(async () => {
      const {data} = await listMembers(onServer, {wan: true})
      return data.some(member => member.datacenter === 'dc2') ? data : undefined
    }, 'dc2 in the WAN pool')
    expect(members?.every(member => member.server && member.name.endsWith(`.${member.datacenter}`))).toBe(
      true,
    )
    await onServer.close()
  })

  it.each([
    [0, 'none'],
    [1, 'alive'],
    [2, 'leaving'],
    [3, 'left'],
    [4, 'failed'],
    [9, 'none'],
  ])('in state %i are %s', (number, status) => {
    expect(decodeMember({Name: 'n', Addr: '::1', Status: number}).status).toBe(status)
  })

  it('tell version, segment and vote by tags', () => {
    const decode = (tags: object) => decodeMember({Name: 'n', Addr: '::1', Status: 1, Tags: tags})
    expect(decode({build: '1.15.2+ent:8f9e'}).build).toBe('1.15.2+ent')
    expect(decode({build: '1.8.7'}).build).toBe('1.8.7')
    expect(decode({segment: 'alpha'}).segment).toBe('alpha')
    expect(decode({nonvoter: '1'}).nonVoter).toBe(true)
    expect(decode({read_replica: '1'}).nonVoter).toBe(true)
    expect(decode({})).toMatchObject({
      build: '',
      server: false,
      nonVoter: false,
      datacenter: '',
      segment: undefined,
    })
  })
})

describe('a service of the asked agent', () => {
  it('is registered, put into maintenance and deregistered', async () => {
    const name = uniqueName('agent')
    const id = `${name}/1 #a`
    await registerService(client, {
      Name: name,
      ID: id,
      Port: 8080,
      Tags: ['v2', 'v1'],
      Meta: {team: 'red'},
      Weights: {Passing: 5, Warning: 2},
      Checks: [{CheckID: `${id}:ttl`, TTL: '1h', Status: 'passing'}],
    })
    const {data} = await listAgentServices(client)
    expect(data[id]).toMatchObject({
      id,
      name,
      port: 8080,
      tags: ['v2', 'v1'],
      meta: {team: 'red'},
      weights: {passing: 5, warning: 2},
    })

    const ownChecks = async () => {
      const reply = await listNodeChecks(client, entry.name)
      return reply.data.filter(check => check.serviceId === id)
    }
    await setServiceMaintenance(client, id, {enable: true, reason: 'disk & fan?'})
    const maintained = await until(async () => {
      const checks = await ownChecks()
      return checks.find(check => check.checkId.startsWith('_service_maintenance:'))
    }, 'the maintenance check')
    expect(maintained?.notes).toBe('disk & fan?')
    await setServiceMaintenance(client, id, {enable: false})
    await until(async () => (await ownChecks()).length === 1, 'the end of maintenance')

    await registerService(client, {Name: name, ID: id}, {replaceExistingChecks: true})
    await until(async () => (await ownChecks()).length === 0, 'the checks to be replaced by none')

    await deregisterService(client, id)
    expect((await listAgentServices(client)).data).not.toHaveProperty([id])
  })

  it('must exist to be changed', async () => {
    await expect(setServiceMaintenance(client, uniqueName('no'), {enable: true})).rejects.toMatchObject({
      kind: 'notFound',
    })
  })
})
