import {once} from 'node:events'
import {mkdtemp, readdir, rm} from 'node:fs/promises'
import {type AddressInfo, createServer} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, inject, it, vi} from 'vitest'
import {type Endpoint, pickEndpoints} from '../../src/demo/addresses.ts'
import {startDemoCluster} from '../../src/demo/cluster.ts'
import type {DemoCluster} from '../../src/demo/cluster-types.ts'
import {requestJson} from '../../src/demo/consul-http.ts'
import {startPrivateCluster, until} from '../support/cluster.ts'
import {consulBin} from '../support/consul-binary.ts'

describe('the cluster of the demo', () => {
  const {agents, entry} = inject('cluster')

  it('has three servers and three client agents in dc1, and a server in dc2', () => {
    expect(agents.map(agent => `${agent.datacenter} ${agent.name} ${agent.server}`)).toEqual([
      'dc1 s1 true',
      'dc1 s2 true',
      'dc1 s3 true',
      'dc1 c1 false',
      'dc1 c2 false',
      'dc1 c3 false',
      'dc2 t1 true',
    ])
    expect(entry.name).toBe('c1')
  })

  it('has a leader and all members alive', async () => {
    expect(await requestJson(entry.httpAddress, '/v1/status/leader')).toMatch(/^127\./)
    const members = await requestJson(entry.httpAddress, '/v1/agent/members')
    expect(summary(members)).toEqual(['c1 1', 'c2 1', 'c3 1', 's1 1', 's2 1', 's3 1'])
  })

  it('reaches dc2 over the WAN', async () => {
    expect(await requestJson(entry.httpAddress, '/v1/catalog/datacenters')).toEqual(['dc1', 'dc2'])
    expect(await requestJson(entry.httpAddress, '/v1/catalog/nodes?dc=dc2')).toMatchObject([{Node: 't1'}])
  })

  it('gives no two agents the same port, and none of the default ones', () => {
    const ports = agents.flatMap(agent =>
      [agent.httpAddress, agent.dnsAddress].map(address => address.split(':').at(-1)),
    )
    expect(new Set(ports).size).toBe(ports.length)
    expect(ports.filter(port => Number(port) < 20_000 || Number(port) >= 32_000)).toEqual([])
  })

  it('runs remote execs', async () => {
    const self = await requestJson(entry.httpAddress, '/v1/agent/self')
    expect(self).toMatchObject({DebugConfig: {DisableRemoteExec: false}})
  })
})

describe('a cluster of its own', () => {
  let cluster: DemoCluster
  beforeAll(async () => {
    cluster = await startPrivateCluster()
  })
  afterAll(() => cluster.stop())

  it('runs beside the shared one', async () => {
    expect(summary(await requestJson(cluster.entry.httpAddress, '/v1/agent/members'))).toEqual([
      'c1 1',
      's1 1',
    ])
  })

  it('shows a killed agent as failed, and alive after its restart', async () => {
    const {agent, kill, restart} = cluster
    const before = agent('c1').pid
    await kill('c1')
    const seen = () => requestJson(agent('s1').httpAddress, '/v1/agent/members').then(summary)
    await until(async () => (await seen()).includes('c1 4'), 'c1 to be failed')
    await restart('c1')
    await until(async () => (await seen()).includes('c1 1'), 'c1 to be alive again')
    expect(agent('c1').pid).not.toBe(before)
  })

  it('names an agent that does not exist', () => {
    expect(() => cluster.agent('c9')).toThrow('The demo cluster has no agent named c9.')
  })
})

describe('a cluster with ACLs', () => {
  let cluster: DemoCluster
  beforeAll(async () => {
    cluster = await startPrivateCluster({acl: true, agentConfig: {node_meta: {tier: 'locked'}}})
  })
  afterAll(() => cluster.stop())

  it('hides everything without a token and shows it with the management token', async () => {
    const nodes = (token?: string) => requestJson(cluster.entry.httpAddress, '/v1/catalog/nodes', {token})
    expect(await nodes()).toEqual([])
    expect(await nodes(cluster.managementToken)).toMatchObject([{Node: 'c1'}, {Node: 's1'}])
  })

  it('lets agents register what they were configured with', async () => {
    const read = () =>
      requestJson(cluster.entry.httpAddress, '/v1/catalog/node/c1', {token: cluster.managementToken})
    await until(async () => JSON.stringify(await read()).includes('"tier":"locked"'), 'the metadata of c1')
  })
})

describe('a cluster that cannot start', () => {
  it('says that Consul is missing, and where it was looked for', async () => {
    const start = startDemoCluster({consulBin: '/nowhere/consul'})
    await expect(start).rejects.toThrow(
      'Consul was not found at "/nowhere/consul": install it, or give the path of the consul program.',
    )
  })

  it('says that a program is not Consul', async () => {
    await expect(startPrivateCluster({consulBin: 'true'})).rejects.toThrow(
      '"true version" does not answer as Consul does',
    )
  })

  it('tries other ports when one is taken after all', async () => {
    const taken = createServer().listen({host: '127.0.0.1', port: 0})
    await once(taken, 'listening')
    const {port} = taken.address() as AddressInfo
    let calls = 0
    const pick = async (count: number) => {
      calls += 1
      const endpoints = await pickEndpoints(count)
      const clash = ({ports}: Endpoint) => ({address: '127.0.0.1', ports: {...ports, serfLan: port}})
      return calls === 1 ? endpoints.map(clash) : endpoints
    }
    const cluster = await startDemoCluster(
      {consulBin: consulBin(), topology: {dc1: {servers: 1, clients: 0}}},
      pick,
    )
    await cluster.stop()
    taken.close()
    expect(calls).toBe(2)
  })

  it('leaves nothing behind when its start is called off', async () => {
    const root = await mkdtemp(join(tmpdir(), 'lictor-test-'))
    vi.stubEnv('TMPDIR', root)
    const callingOff = new AbortController()
    const onProgress = (step: string) => {
      if (step === 'Waiting for a leader') callingOff.abort()
    }
    const start = startPrivateCluster({signal: callingOff.signal, onProgress})
    await expect(start).rejects.toThrow(/ended while waiting/)
    expect(await readdir(root)).toEqual([])
    vi.unstubAllEnvs()
    await rm(root, {recursive: true})
  })

  it('refuses ACLs in more than one datacenter', async () => {
    await expect(startDemoCluster({consulBin: consulBin(), acl: true})).rejects.toThrow('a single datacenter')
  })

  it('shows the log of the agent that refused its configuration', async () => {
    const start = startPrivateCluster({agentConfig: {no_such_key: 1}})
    await expect(start).rejects.toMatchObject({
      message: expect.stringMatching(/^The Consul agent \w+ ended while starting\.$/),
      logTail: expect.stringContaining('no_such_key'),
    })
  })
})

function summary(members: unknown): readonly string[] {
  if (!Array.isArray(members)) throw new TypeError('members are a list')
  return members.map(member => `${member.Name} ${member.Status}`).toSorted()
}
