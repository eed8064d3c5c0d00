import {describe, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../../src/api/client.ts'
import {freezeDeploys, liftFreeze, readFreeze} from '../../../src/deploy/fire/freeze.ts'
import {openJob} from '../../../src/deploy/history/open.ts'
import {readRecord} from '../../../src/deploy/history/read.ts'
import {type Preflight, runPreflight} from '../../../src/deploy/preflight/preflight.ts'
import {type DeployRequest, type Terms, USUAL_TERMS} from '../../../src/deploy/waves/request.ts'
import type {Rollout} from '../../../src/deploy/waves/rollout.ts'
import {parseWaves} from '../../../src/deploy/waves/sizes.ts'
import type {Halt} from '../../../src/deploy/waves/snapshot.ts'
import {startRollout} from '../../../src/deploy/waves/start.ts'
import {takeOver} from '../../../src/deploy/waves/take-over.ts'
import {register, ttlCheck, turnCheck} from '../../support/agent-calls.ts'
import {uniqueName, until} from '../../support/cluster.ts'
import {playHosts} from '../../support/event-hosts.ts'
import {exit} from '../../support/job-writer.ts'

const {entry} = inject('cluster')
const URL = 'file:///srv/manifest.yml'

type Wishes = Partial<Omit<DeployRequest, 'terms'>> & {readonly terms?: Partial<Terms>}

async function open(wishes: Wishes = {}) {
  const client = createConsulClient({address: entry.httpAddress})
  onTestFinished(() => client.close())
  const event = uniqueName('deploy')
  const hosts = playHosts(event)
  const request: DeployRequest = {
    event,
    url: URL,
    filters: {node: '^c'},
    waves: parseWaves('1,2,all'),
    ...wishes,
    terms: {...USUAL_TERMS, ...wishes.terms},
  }
  const preflight = await runPreflight({client, env: {}}, request)
  const start = (other: Preflight = preflight): Rollout => {
    const rollout = startRollout({client, operator: 'ann@bastion'}, other)
    onTestFinished(async () => {
      rollout.detach()
      await rollout.ended
    })
    return rollout
  }
  return {client, event, hosts, preflight, start}
}

const states = ({board}: Pick<Rollout, 'board'>) =>
  board.snapshot().hosts.map(({node, state}) => `${node} ${state}`)

/** What is there, or the test fails. */
const given = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('There is none.')
  return value
}

/** Waits for a halt, and for another than the one before. */
const halted = async (rollout: Rollout, before?: Halt): Promise<Halt> =>
  given(
    await until(() => {
      const {halt} = rollout.snapshot()
      return halt !== before ? halt : undefined
    }, 'a halt'),
  )

describe('a rollout', () => {
  it('tells host after host, each once, and only when the wave before is done', async () => {
    const {hosts, start} = await open()
    hosts.behave('c2', 'begins')
    const rollout = start()
    await until(() => states(rollout).includes('c2 running'), 'the second wave')
    expect(hosts.heard.map(({node}) => node)).toEqual(['c1', 'c2'])
    expect(rollout.snapshot()).toMatchObject({stage: 'running', wave: 1, waitsFor: '1 of 1 host to end well'})
    expect(rollout.snapshot().waves.map(({stage}) => stage)).toEqual(['done', 'running', 'waiting'])
    await hosts.say('c2', hosts.heard[1]?.id ?? '', exit('c2', 0))
    await rollout.ended
    expect(rollout.snapshot()).toMatchObject({stage: 'finished', wave: 2})
    expect(states(rollout)).toEqual(['c1 done', 'c2 done', 'c3 done'])
    expect(hosts.heard.map(({node, payload}) => [node, payload])).toEqual(
      ['c1', 'c2', 'c3'].map(node => [node, URL]),
    )
    expect(rollout.board.output('c3').text).toBe('c3 heard\n')
  })

  it('fires one event with the filters as they are where there is one wave', async () => {
    const {hosts, start} = await open({waves: parseWaves('all')})
    const rollout = start()
    await rollout.ended
    expect(new Set(hosts.heard.map(({id}) => id)).size).toBe(1)
    expect(hosts.heard.map(({node}) => node).toSorted()).toEqual(['c1', 'c2', 'c3'])
  })

  it('is halted by a failure, tells the failed again if told to, and goes on', async () => {
    const {hosts, start} = await open()
    hosts.behave('c1', 'failed')
    const rollout = start()
    const halt = await halted(rollout)
    expect(halt).toMatchObject({cause: 'failed', sentence: 'c1 failed.', failed: ['c1'], silent: []})
    expect(halt.choices.map(({choice}) => choice)).toEqual(['retryFailed', 'resume', 'stop'])
    hosts.behave('c1', 'done')
    rollout.retryFailed()
    await rollout.ended
    expect(hosts.heard.map(({node}) => node)).toEqual(['c1', 'c1', 'c2', 'c3'])
    expect(new Set(hosts.heard.map(({id}) => id)).size).toBe(4)
    expect(states(rollout)).toEqual(['c1 done', 'c2 done', 'c3 done'])
  })

  it('is halted by silence, and goes on without the silent if told to', async () => {
    const {hosts, start} = await open({terms: {answerWithinMs: 1_000}})
    hosts.behave('c2', 'silent')
    const rollout = start()
    const halt = await halted(rollout)
    expect(halt).toMatchObject({cause: 'silent', silent: ['c2'], sentence: 'c2 did not answer in time.'})
    rollout.resume()
    await rollout.ended
    expect(rollout.snapshot().stage).toBe('finished')
    expect(states(rollout)).toEqual(['c1 done', 'c2 silent', 'c3 done'])
  })

  it('does not tell a host again that is at it after all', async () => {
    const {hosts, start} = await open({terms: {endWithinMs: 500}})
    hosts.behave('c1', 'begins')
    const rollout = start()
    const halt = await halted(rollout)
    expect(halt).toMatchObject({cause: 'silent', sentence: 'c1 did not end in time.'})
    expect(halt.choices.map(({choice}) => choice)).toEqual(['resume', 'stop'])
    rollout.retryFailed()
    expect(rollout.snapshot().stage).toBe('halted')
    rollout.stop()
    await rollout.ended
    expect(hosts.heard.map(({node}) => node)).toEqual(['c1'])
    expect(states(rollout)).toEqual(['c1 running'])
    await hosts.say('c1', hosts.heard[0]?.id ?? '', exit('c1', 0))
    await until(() => states(rollout).join() === 'c1 done', 'the host to end after the stop')
  })

  it('waits until the services pass, and is halted where one stays critical', async () => {
    const web = uniqueName('web')
    await register(entry.httpAddress, {Name: web, Check: ttlCheck(web)})
    const {hosts, start} = await open({
      waves: parseWaves('1,all'),
      terms: {services: [web], steadyMs: 1_000},
    })
    hosts.behave('c2', 'begins')
    const rollout = start()
    await until(() => states(rollout).includes('c2 running'), 'the second wave')
    await turnCheck(entry.httpAddress, web, {status: 'critical', output: 'no'})
    for (const node of ['c2', 'c3']) {
      const {id} = given(
        await until(() => hosts.heard.find(each => each.node === node), `${node} to hear it`),
      )
      if (node === 'c2') await hosts.say(node, id, exit(node, 0))
    }
    const halt = await halted(rollout)
    expect(halt).toMatchObject({cause: 'critical', sentence: `${web} is critical on ${entry.name}.`})
    rollout.resume()
    await rollout.ended
    expect(rollout.snapshot().stage).toBe('finished')
  })

  it('halts before the next wave while deploys are frozen, but not for a freeze that was waved through', async () => {
    const {client, hosts, start, preflight} = await open({waves: parseWaves('1,all')})
    hosts.behave('c1', 'begins')
    await freezeDeploys(client, {reason: 'a database moves', by: 'bob@bastion'})
    onTestFinished(async () => {
      const left = await readFreeze(client)
      if (left) await liftFreeze(client, left.index)
    })
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

  it('is seen by others as it goes, and can be taken over by one of them', async () => {
    const {client, hosts, start, event} = await open()
    hosts.behave('c2', 'failed')
    const rollout = start()
    const {id} = given(await until(() => rollout.record(), 'a record'))
    const seen = openJob({client}, id)
    onTestFinished(seen.close)
    await halted(rollout)
    await until(() => states(seen).join() === 'c1 done,c2 failed', 'the same board elsewhere')
    await until(() => seen.kept()?.record.stage === 'halted', 'the record to say so')
    expect(seen.kept()?.record).toMatchObject({
      kind: 'deploy',
      event,
      url: URL,
      by: 'ann@bastion',
      expected: ['c1', 'c2', 'c3'],
      halted: 'c2 failed.',
      outcome: {done: 1, failed: 1, silent: 0, running: 0},
    })
    expect(seen.board.output('c2').text).toBe('c2 heard\n')

    const kept = seen.kept()
    if (kept?.record.kind !== 'deploy') throw new Error('There is no record.')
    const other = takeOver(
      {client, operator: 'bob@bastion'},
      {...kept, record: kept.record},
      {isForeign: false},
    )
    onTestFinished(other.detach)
    expect(await halted(other)).toMatchObject({cause: 'left', failed: ['c2']})
    // Whoever had it before finds that out before anything more is fired.
    rollout.resume()
    await rollout.ended
    expect(rollout.snapshot()).toMatchObject({stage: 'detached', trouble: {kind: 'conflict'}})
    hosts.behave('c2', 'done')
    other.retryFailed()
    await other.ended
    expect(hosts.heard.map(({node}) => node)).toEqual(['c1', 'c2', 'c2', 'c3'])
    expect(states(other)).toEqual(['c1 done', 'c2 done', 'c3 done'])
    expect((await readRecord(client, id)).data?.record).toMatchObject({
      stage: 'finished',
      outcome: {done: 3, failed: 0, silent: 0, running: 0},
    })
    await until(() => states(seen).join() === 'c1 done,c2 done,c3 done', 'the watcher to see the end')
  })
})
