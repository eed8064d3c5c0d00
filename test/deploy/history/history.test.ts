import {afterAll, beforeAll, describe, expect, it, onTestFinished} from 'vitest'
import {type ConsulClient, createConsulClient} from '../../../src/api/client.ts'
import {listKeys, putKey} from '../../../src/api/kv.ts'
import type {DemoCluster} from '../../../src/demo/cluster-types.ts'
import {startExec} from '../../../src/deploy/exec/exec.ts'
import type {ExecJob} from '../../../src/deploy/exec/job.ts'
import {keepExec} from '../../../src/deploy/history/keep-exec.ts'
import {listJobs} from '../../../src/deploy/history/list.ts'
import {type OpenedJob, openJob} from '../../../src/deploy/history/open.ts'
import {pruneJobs} from '../../../src/deploy/history/prune.ts'
import {removeJob} from '../../../src/deploy/history/remove.ts'
import {findTargets} from '../../../src/deploy/targets/find.ts'
import {startPrivateCluster, until} from '../../support/cluster.ts'
import {fire} from '../../support/fire-event.ts'
import {bytes} from '../../support/kv-tools.ts'
import {given, halted, openRollout, statesOn} from '../../support/rollouts.ts'

/* What is kept and what goes depends on all that is there. */
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

const apart = () => ({address: cluster.entry.httpAddress, agents: cluster.agents})

const exec = async (job: ExecJob) => {
  const filters = {}
  const targets = await findTargets(client, filters)
  const run = await startExec({client}, {job, filters, targets})
  await run.ended
  await keepExec({client, operator: 'ann@bastion'}, run, {job, filters, targets})
  return run
}

const open = async (id: string): Promise<OpenedJob> => {
  const job = openJob({client}, id)
  onTestFinished(job.close)
  await job.ready
  return job
}

const idsOf = async () => (await listJobs(client)).data.map(({id}) => id)
const keysOf = async (id: string) => (await listKeys(client, `_deploy/${id}/`)).data

describe('the history', () => {
  it('holds execs that are over, with what their hosts have said', async () => {
    const {id, board} = await exec({command: 'echo "on $(pwd)"; exit 3'})
    const job = await open(id)
    expect(job.kept()?.record).toMatchObject({
      kind: 'exec',
      command: 'echo "on $(pwd)"; exit 3',
      by: 'ann@bastion',
      datacenter: 'dc1',
      expected: ['c1', 'c2', 's1'],
      stage: 'finished',
      outcome: {done: 0, failed: 3, silent: 0, running: 0},
    })
    await until(() => job.board.snapshot().isComplete, 'the board')
    for (const node of ['c1', 'c2', 's1']) expect(job.board.output(node).text).toBe(board.output(node).text)
    expect(job.board.snapshot().hosts.map(({exitCode}) => exitCode)).toEqual([3, 3, 3])
    // Consul itself has forgotten it.
    expect((await listKeys(client, `_rexec/${id}/`)).data).toEqual([])
  })

  it('keeps only the end of what is long, and says so', async () => {
    const {id} = await exec({command: 'seq 1 20000'})
    const job = await open(id)
    await until(() => job.board.snapshot().isComplete, 'the board')
    const {text} = job.board.output('c1')
    expect(text).toMatch(/^\.\.\. \d+ bytes before this were not kept\n/)
    expect(text.endsWith('19999\n20000\n')).toBe(true)
  })

  it('lists the newest first, a deploy of several events once, and last what no Lictor has begun', async () => {
    const {event, start, hosts} = await openRollout(apart())
    const rollout = start()
    await rollout.ended
    const id = given(rollout.record()).id
    const {id: later} = await exec({args: ['true']})
    const byHand = await fire(cluster.entry.httpAddress, {
      name: event,
      payload: 'file:///other.yml',
      node: '^c1$',
    })
    await until(async () => (await keysOf(byHand)).some(key => key.endsWith('/exit')), 'the host')
    const ids = await idsOf()
    expect(ids.slice(0, 2)).toEqual([later, id])
    expect(ids.at(-1)).toBe(byHand)
    expect(given(rollout.record()).parts.length).toBe(2)
    expect(ids).not.toContain(given(rollout.record()).parts[1]?.id)

    const job = await open(byHand)
    await until(() => statesOn(job).join() === 'c1 done', 'the board of what nobody has begun')
    expect(job.kept()).toBeUndefined()
    expect(hosts.heard.length).toBe(3)
  })

  it('lets go of a job with all its events', async () => {
    const {start} = await openRollout(apart())
    const rollout = start()
    await rollout.ended
    const {id, parts} = given(rollout.record())
    for (const part of parts) expect(await keysOf(part.id)).not.toEqual([])
    await removeJob(client, id)
    for (const part of parts) expect(await keysOf(part.id)).toEqual([])
    expect(await idsOf()).not.toContain(id)
  })

  it('lets the oldest of each kind go that Lictor has begun and that are over, and nothing else', async () => {
    const {start, hosts} = await openRollout({...apart()})
    hosts.behave('c1', 'failed')
    const going = start()
    await halted(going)
    const {id: oldest} = await exec({args: ['true']})
    await putKey(client, {key: '_deploy/freeze-of-ours/note', value: bytes('not of Lictor')})
    const before = await idsOf()
    const unrecorded = (await listJobs(client)).data.filter(({record}) => record === undefined)
    const {id: newest} = await exec({args: ['true']})
    await pruneJobs(client, {nowMs: Date.now(), kept: 1})
    const goingId = given(going.record()).id
    const left = (await listJobs(client)).data
    expect(left.map(({id}) => id)).toEqual([newest, goingId, ...unrecorded.map(({id}) => id)])
    expect(before).toContain(oldest)
    expect((await listKeys(client, '_deploy/freeze-of-ours/')).data.length).toBe(1)
    // What is under way stays, until nobody can be at it any more.
    await pruneJobs(client, {nowMs: Date.now(), kept: 0})
    expect((await listJobs(client)).data.map(({id}) => id)).toEqual([
      goingId,
      ...unrecorded.map(({id}) => id),
    ])
    await pruneJobs(client, {nowMs: Date.now() + 8 * 24 * 3_600_000, kept: 0})
    expect((await listJobs(client)).data).toEqual(unrecorded)
  })

  it('passes over records that no Lictor has written', async () => {
    const id = '11111111-2222-3333-4444-555555555555'
    for (const value of ['no JSON', '{"lictor": 1}', '{"lictor": 2, "kind": "exec"}', '[]', '']) {
      await putKey(client, {key: `_deploy/${id}/job`, value: bytes(value)})
      const found = (await listJobs(client)).data.find(job => job.id === id)
      expect(found, value).toEqual({id, record: undefined})
    }
  })
})
