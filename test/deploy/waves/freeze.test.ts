import {afterAll, beforeAll, describe, expect, it, onTestFinished} from 'vitest'
import type {DemoCluster} from '../../../src/demo/cluster-types.ts'
import {freezeDeploys, liftFreeze, readFreeze} from '../../../src/deploy/fire/freeze.ts'
import {readRecord} from '../../../src/deploy/history/read.ts'
import {parseWaves} from '../../../src/deploy/waves/sizes.ts'
import {lictor} from '../../cli/lictor.ts'
import {startPrivateCluster, until} from '../../support/cluster.ts'
import {createFaultProxy} from '../../support/fault-proxy.ts'
import {exit} from '../../support/job-writer.ts'
import {given, halted, openRollout, takeOverAsBob} from '../../support/rollouts.ts'

/* A freeze halts everybody in the datacenter. */
let cluster: DemoCluster
beforeAll(async () => {
  cluster = await startPrivateCluster({topology: {dc1: {servers: 1, clients: 2}}})
})
afterAll(() => cluster.stop())

const apart = () => ({address: cluster.entry.httpAddress, agents: cluster.agents})

describe('a freeze', () => {
  it('halts before the next wave while deploys are frozen, but not for a freeze that was waved through', async () => {
    const {client, hosts, start, preflight} = await openRollout({...apart(), waves: parseWaves('1,all')})
    hosts.behave('c1', 'begins')
    await freezeDeploys(client, {reason: 'a database moves', by: 'bob@bastion'})
    const rollout = start()
    const first = await halted(rollout)
    expect(first).toMatchObject({
      cause: 'frozen',
      sentence: 'Deploys are frozen: a database moves (bob@bastion).',
    })
    expect(hosts.heard).toEqual([])
    rollout.resume()
    expect(await halted(rollout, first)).toMatchObject({cause: 'frozen'})
    rollout.stop()
    const freeze = await readFreeze(client)
    const knowing = start({...preflight, freeze})
    const {id} = given(await until(() => hosts.heard[0], 'the first wave in spite of the freeze'))
    await liftFreeze(client, freeze?.index ?? '')
    await freezeDeploys(client, {reason: 'another matter', by: 'bob@bastion'})
    await hosts.say('c1', id, exit('c1', 0))
    expect((await halted(knowing)).sentence).toContain('another matter')
    await liftFreeze(client, (await readFreeze(client))?.index ?? '')
    hosts.behave('c1', 'done')
    knowing.resume()
    await knowing.ended
    expect(knowing.snapshot().stage).toBe('finished')
  })

  it('halts before hosts are told again, also by who has taken the deploy over', async () => {
    const {client, hosts, start} = await openRollout({...apart(), waves: parseWaves('1')})
    hosts.behave('c1', 'failed')
    const rollout = start()
    const failure = await halted(rollout)
    await freezeDeploys(client, {reason: 'a database moves', by: 'bob@bastion'})
    rollout.retryFailed()
    expect(await halted(rollout, failure)).toMatchObject({cause: 'frozen'})
    rollout.detach()
    await rollout.ended

    const {data: kept} = await readRecord(client, given(rollout.record()).id)
    const other = takeOverAsBob(client, kept)
    const left = await halted(other)
    other.retryFailed()
    expect(await halted(other, left)).toMatchObject({cause: 'frozen'})
    expect(hosts.heard.length).toBe(1)
    await liftFreeze(client, given(await readFreeze(client)).index)
    hosts.behave('c1', 'done')
    other.resume()
    await other.ended
    expect([other.snapshot().stage, hosts.heard.length]).toEqual(['finished', 2])
  })

  it('halts before an event is fired again that was refused', async () => {
    const proxy = await createFaultProxy({target: cluster.entry.httpAddress})
    onTestFinished(proxy.close)
    const {client, hosts, start} = await openRollout({
      agents: cluster.agents,
      address: proxy.address,
      waves: parseWaves('1'),
    })
    proxy.set({kind: 'status', status: 403, body: 'Permission denied'}, /event\/fire/)
    const rollout = start()
    const refusal = await halted(rollout)
    proxy.set(undefined, /event\/fire/)
    await freezeDeploys(client, {reason: 'a database moves', by: 'bob@bastion'})
    rollout.resume()
    expect(await halted(rollout, refusal)).toMatchObject({cause: 'frozen'})
    await liftFreeze(client, given(await readFreeze(client)).index)
    rollout.resume()
    await rollout.ended
    expect([rollout.snapshot().stage, hosts.heard.length]).toEqual(['finished', 1])
  })

  it('stands in the way of lictor deploy, which says why', async () => {
    const {client, event, hosts} = await openRollout({...apart()})
    await freezeDeploys(client, {reason: 'a database moves', by: 'bob@bastion'})
    const env = {CONSUL_HTTP_ADDR: cluster.entry.httpAddress}
    const {code, err} = await lictor(['deploy', event, 'file:///app.yml'], {env})
    await liftFreeze(client, given(await readFreeze(client)).index)
    expect([code, hosts.heard]).toEqual([1, []])
    expect(err).toMatch(/STOP {2}Deploys are frozen: a database moves \(bob@bastion\)\. Wait until/)
  })

  it('is not overwritten by another', async () => {
    const {client} = await openRollout({...apart()})
    expect(await freezeDeploys(client, {reason: 'a database moves', by: 'ann@bastion'})).toBe(true)
    expect(await freezeDeploys(client, {reason: 'lunch', by: 'bob@bastion'})).toBe(false)
    const freeze = given(await readFreeze(client))
    expect(freeze.reason).toBe('a database moves (ann@bastion)')
    await liftFreeze(client, freeze.index)
  })

  it('is lifted only by who has seen it', async () => {
    const {client} = await openRollout({...apart()})
    await freezeDeploys(client, {reason: '', by: 'bob@bastion'})
    const first = given(await readFreeze(client))
    expect(first.reason).toBe('bob@bastion')
    await liftFreeze(client, first.index)
    await freezeDeploys(client, {reason: 'longer', by: 'bob@bastion'})
    expect(await liftFreeze(client, first.index)).toBe(false)
    expect(await liftFreeze(client, given(await readFreeze(client)).index)).toBe(true)
    expect(await readFreeze(client)).toBeUndefined()
  })
})
