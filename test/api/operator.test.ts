import {afterAll, describe, expect, inject, it} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {readRaftConfiguration} from '../../src/api/operator.ts'
import {readLeader} from '../../src/api/status.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'

const {entry} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
afterAll(() => client.close())

describe('the servers', () => {
  it('agree on a leader', async () => {
    const [leader, raft] = await Promise.all([readLeader(client), readRaftConfiguration(client)])
    expect(raft.data.map(server => server.node).toSorted()).toEqual(['s1', 's2', 's3'])
    expect(raft.data.filter(server => server.leader).map(server => server.address)).toEqual([leader.data])
    expect((await readLeader(client, {datacenter: 'dc2'})).data).not.toBe(leader.data)
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
