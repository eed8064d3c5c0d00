import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {forceLeave, listMembers, reloadAgent} from '../../src/api/agent.ts'
import {listNodes} from '../../src/api/catalog.ts'
import {type ConsulClient, createConsulClient} from '../../src/api/client.ts'
import {listNodeChecks} from '../../src/api/health.ts'
import {aggregateStatus} from '../../src/api/health-check.ts'
import {setNodeMaintenance} from '../../src/api/maintenance.ts'
import {readLeader} from '../../src/api/status.ts'
import type {DemoCluster} from '../../src/demo/cluster-types.ts'
import {startPrivateCluster, until} from '../support/cluster.ts'

describe('a cluster that is worked on', () => {
  let cluster: DemoCluster
  let client: ConsulClient

  beforeAll(async () => {
    cluster = await startPrivateCluster({topology: {dc1: {servers: 1, clients: 2}}})
    client = createConsulClient({address: cluster.entry.httpAddress})
  })
  afterAll(async () => {
    await client.close()
    await cluster.stop()
  })

  it('takes a node into maintenance and back', async () => {
    const {name} = cluster.entry
    const status = async () => aggregateStatus((await listNodeChecks(client, name)).data)
    await setNodeMaintenance(client, {enable: true, reason: 'new disk'})
    await until(async () => (await status()) === 'maintenance', 'maintenance')
    const {data} = await listNodeChecks(client, name)
    expect(data.find(check => check.checkId === '_node_maintenance')?.notes).toBe('new disk')
    await setNodeMaintenance(client, {enable: false})
    await until(async () => (await status()) === 'passing', 'the end of maintenance')
  })

  it('reloads an agent', async () => {
    await expect(reloadAgent(client)).resolves.toBeUndefined()
  })

  it('makes a failed member leave, and prunes it', async () => {
    const statusOf = async (name: string) =>
      (await listMembers(client)).data.find(member => member.name === name)?.status
    await cluster.kill('c2')
    await until(async () => (await statusOf('c2')) === 'failed', 'c2 to be failed')
    await forceLeave(client, 'c2')
    await until(async () => (await statusOf('c2')) === 'left', 'c2 to have left')
    await forceLeave(client, 'c2', {prune: true})
    await until(async () => (await statusOf('c2')) === undefined, 'c2 to be forgotten')
  })

  it('says so when it has lost its leader, and still tells its members', async () => {
    await cluster.kill('s1')
    await expect(listNodes(client)).rejects.toMatchObject({kind: 'noLeader', status: 500})
    await expect(readLeader(client)).rejects.toMatchObject({kind: 'noLeader'})
    expect((await listMembers(client)).data).not.toEqual([])
  })
})
