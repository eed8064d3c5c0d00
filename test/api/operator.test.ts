import {afterAll, describe, expect, inject, it} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {readAutopilotHealth, readRaftConfiguration} from '../../src/api/operator.ts'
import {listPeers, readLeader} from '../../src/api/status.ts'
import {until} from '../support/cluster.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'

const {entry} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
afterAll(() => client.close())

describe('the servers', () => {
  it('agree on a leader among the peers', async () => {
    const [leader, peers, raft] = await Promise.all([
      readLeader(client),
      listPeers(client),
      readRaftConfiguration(client),
    ])
    expect(peers.data).toHaveLength(3)
    expect(peers.data).toContain(leader.data)
    expect(raft.data.map(server => server.node).toSorted()).toEqual(['s1', 's2', 's3'])
    expect(raft.data.filter(server => server.leader).map(server => server.address)).toEqual([leader.data])
    expect((await readLeader(client, {datacenter: 'dc2'})).data).not.toBe(leader.data)
  })

  it('are healthy in the eyes of autopilot', async () => {
    await until(
      async () => (await readAutopilotHealth(client)).data.healthy,
      'autopilot to find the cluster healthy',
    )
    const {data} = await readAutopilotHealth(client)
    expect(data.failureTolerance).toBe(1)
    expect(data.servers.map(server => server.name).toSorted()).toEqual(['s1', 's2', 's3'])
    expect(data.servers.filter(server => server.leader)).toHaveLength(1)
    expect(data.servers.every(server => server.id !== '' && server.address !== '' && server.healthy)).toBe(
      true,
    )
  })

  it('are reported on even when they are not healthy, unless the 429 is a real one', async () => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    const beyond = createConsulClient({address: proxy.address})
    proxy.set({kind: 'status', status: 429, body: '{"Healthy":false,"FailureTolerance":0,"Servers":null}'})
    expect((await readAutopilotHealth(beyond)).data).toEqual({
      healthy: false,
      failureTolerance: 0,
      servers: [],
    })
    proxy.set({kind: 'status', status: 429, body: 'rate limit exceeded'})
    await expect(readAutopilotHealth(beyond)).rejects.toMatchObject({kind: 'rateLimited'})
    await beyond.close()
    await proxy.close()
  })

  it('may be without a leader, which is an answer too', async () => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    const beyond = createConsulClient({address: proxy.address})
    proxy.set({kind: 'status', status: 200, body: '""'})
    expect((await readLeader(beyond)).data).toBe('')
    await beyond.close()
    await proxy.close()
  })
})
