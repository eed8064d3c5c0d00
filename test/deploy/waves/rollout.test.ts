import {describe, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../../src/api/client.ts'
import {systemClock} from '../../../src/api/clock.ts'
import {openJob} from '../../../src/deploy/history/open.ts'
import {readRecord} from '../../../src/deploy/history/read.ts'
import {parseWaves} from '../../../src/deploy/waves/sizes.ts'
import {register, ttlCheck, turnCheck} from '../../support/agent-calls.ts'
import {uniqueName, until} from '../../support/cluster.ts'
import {createFaultProxy} from '../../support/fault-proxy.ts'
import {ack, exit, out} from '../../support/job-writer.ts'
import {given, halted, MANIFEST, openRollout, statesOn, takeOverAsBob} from '../../support/rollouts.ts'

const {entry, agents} = inject('cluster')
/** A board asks for the keys of its job. */
const IS_BOARD = /\/v1\/kv\/_deploy\/[0-9a-f-]+\/\?keys/

describe('a rollout', () => {
  it('tells host after host, each once, and only when the wave before is done', async () => {
    const {hosts, start} = await openRollout()
    hosts.behave('c2', 'begins')
    const rollout = start()
    await until(() => statesOn(rollout).includes('c2 running'), 'the second wave')
    expect(hosts.heard.map(({node}) => node)).toEqual(['c1', 'c2'])
    expect(rollout.snapshot()).toMatchObject({stage: 'running', wave: 1, waitsFor: '1 of 1 host to end well'})
    expect(rollout.snapshot().waves.map(({stage}) => stage)).toEqual(['done', 'running', 'waiting'])
    await hosts.say('c2', hosts.heard[1]?.id ?? '', exit('c2', 0))
    await rollout.ended
    expect(rollout.snapshot()).toMatchObject({stage: 'finished', wave: 2})
    expect(statesOn(rollout)).toEqual(['c1 done', 'c2 done', 'c3 done'])
    expect(hosts.heard.map(({node, payload}) => [node, payload])).toEqual(
      ['c1', 'c2', 'c3'].map(node => [node, MANIFEST]),
    )
    expect(rollout.board.output('c3').text).toBe('c3 heard\n')
  })

  it('fires one event with the filters as they are where there is one wave', async () => {
    const {hosts, start} = await openRollout({waves: parseWaves('all')})
    const rollout = start()
    await rollout.ended
    expect(new Set(hosts.heard.map(({id}) => id)).size).toBe(1)
    expect(hosts.heard.map(({node}) => node).toSorted()).toEqual(['c1', 'c2', 'c3'])
  })

  it('fires a wave in several events where one cannot name all of its hosts', async () => {
    const {hosts, preflight, start} = await openRollout({waves: parseWaves('all')})
    const nodes = ['c1', 'c2', 'c3']
    const parts = [
      {filters: {node: '^c1$'}, nodes: ['c1']},
      {filters: {node: '^c(2|3)$'}, nodes: ['c2', 'c3']},
    ]
    const rollout = start({...preflight, plan: {waves: [{size: {kind: 'all'}, nodes, parts}], leftOut: []}})
    await rollout.ended
    expect(statesOn(rollout)).toEqual(['c1 done', 'c2 done', 'c3 done'])
    const ids = new Map(hosts.heard.map(({node, id}) => [node, id]))
    expect(rollout.snapshot().parts.map(({id, nodes}) => [id, nodes])).toEqual([
      [ids.get('c1'), ['c1']],
      [ids.get('c2'), ['c2', 'c3']],
    ])
    expect(ids.get('c3')).toBe(ids.get('c2'))
  })

  it('is halted by a failure, tells the failed again if told to, and goes on', async () => {
    const {hosts, start} = await openRollout()
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
    expect(statesOn(rollout)).toEqual(['c1 done', 'c2 done', 'c3 done'])
  })

  it('is halted by silence, and goes on without the silent if told to', async () => {
    const {hosts, start} = await openRollout({terms: {answerWithinMs: 1_000}})
    hosts.behave('c2', 'silent')
    const rollout = start()
    const halt = await halted(rollout)
    expect(halt).toMatchObject({cause: 'silent', silent: ['c2'], sentence: 'c2 did not answer in time.'})
    rollout.resume()
    await rollout.ended
    expect(rollout.snapshot().stage).toBe('finished')
    expect(statesOn(rollout)).toEqual(['c1 done', 'c2 silent', 'c3 done'])
  })

  it('does not tell a host again that is at it after all', async () => {
    const {hosts, start} = await openRollout({terms: {endWithinMs: 500}})
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
    expect(statesOn(rollout)).toEqual(['c1 running'])
    await hosts.say('c1', hosts.heard[0]?.id ?? '', exit('c1', 0))
    await until(() => statesOn(rollout).join() === 'c1 done', 'the host to end after the stop')
  })

  it('waits until the services pass, and is halted where one stays critical', async () => {
    const web = uniqueName('web')
    await register(entry.httpAddress, {Name: web, Check: ttlCheck(web)})
    const {hosts, start} = await openRollout({
      waves: parseWaves('1,all'),
      terms: {services: [web], steadyMs: 1_000},
    })
    hosts.behave('c2', 'begins')
    const rollout = start()
    await until(() => statesOn(rollout).includes('c2 running'), 'the second wave')
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

  it('is seen by others as it goes, and can be taken over by one of them', async () => {
    const {client, hosts, start, event} = await openRollout()
    hosts.behave('c2', 'failed')
    const rollout = start()
    const {id} = given(await until(() => rollout.record(), 'a record'))
    const seen = openJob({client}, id)
    onTestFinished(seen.close)
    await halted(rollout)
    await until(() => statesOn(seen).join() === 'c1 done,c2 failed', 'the same board elsewhere')
    await until(() => seen.kept()?.record.stage === 'halted', 'the record to say so')
    expect(seen.kept()?.record).toMatchObject({
      kind: 'deploy',
      event,
      url: MANIFEST,
      by: 'ann@bastion',
      expected: ['c1', 'c2', 'c3'],
      halted: 'c2 failed.',
      outcome: {done: 1, failed: 1, silent: 0, running: 0},
    })
    expect(seen.board.output('c2').text).toBe('c2 heard\n')

    const kept = seen.kept()
    const other = takeOverAsBob(client, kept)
    expect(await halted(other)).toMatchObject({cause: 'left', failed: ['c2']})
    // Whoever had it before finds that out before anything more is fired.
    rollout.resume()
    await rollout.ended
    expect(rollout.snapshot()).toMatchObject({stage: 'detached', trouble: {kind: 'conflict'}})
    hosts.behave('c2', 'done')
    other.retryFailed()
    await other.ended
    expect(hosts.heard.map(({node}) => node)).toEqual(['c1', 'c2', 'c2', 'c3'])
    expect(statesOn(other)).toEqual(['c1 done', 'c2 done', 'c3 done'])
    expect((await readRecord(client, id)).data?.record).toMatchObject({
      stage: 'finished',
      outcome: {done: 3, failed: 0, silent: 0, running: 0},
    })
    await until(() => statesOn(seen).join() === 'c1 done,c2 done,c3 done', 'the watcher to see the end')
  })

  it('reaches another datacenter', async () => {
    const there = agents.filter(({datacenter}) => datacenter === 'dc2')
    const {hosts, start, client} = await openRollout({
      datacenter: 'dc2',
      filters: {},
      agents: there,
      waves: parseWaves('all'),
    })
    const rollout = start()
    await rollout.ended
    expect(statesOn(rollout)).toEqual(['t1 done'])
    const {id} = given(rollout.record())
    expect((await readRecord(client, id, {datacenter: 'dc2'})).data?.record).toMatchObject({
      datacenter: 'dc2',
    })
    expect((await readRecord(client, id)).data).toBeUndefined()
    expect(hosts.heard.length).toBe(1)
  })
})

describe('a rollout behind an agent that misbehaves', () => {
  const behindProxy = async () => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    onTestFinished(proxy.close)
    const fires = () => proxy.requests.filter(({path}) => path.includes('/event/fire/')).length
    return {proxy, fires, ...(await openRollout({address: proxy.address, waves: parseWaves('1')}))}
  }

  it('is halted where the event is refused, and fires it again if told to', async () => {
    const {proxy, fires, hosts, start} = await behindProxy()
    proxy.set({kind: 'status', status: 403, body: 'Permission denied'}, /event\/fire/)
    const rollout = start()
    const halt = await halted(rollout)
    expect(halt).toMatchObject({cause: 'refused', error: {kind: 'forbidden'}})
    expect([hosts.heard, fires()]).toEqual([[], 1])
    proxy.set(undefined, /event\/fire/)
    rollout.resume()
    await rollout.ended
    expect(statesOn(rollout)).toEqual(['c1 done'])
    expect([hosts.heard.length, fires()]).toEqual([1, 2])
  })

  it('goes on where the answer to the fire is lost, with the event that is out', async () => {
    const {proxy, fires, hosts, start} = await behindProxy()
    proxy.set({kind: 'cut', afterBytes: 0}, /event\/fire/)
    const rollout = start()
    await rollout.ended
    expect(rollout.snapshot().parts.map(({id}) => id)).toEqual(hosts.heard.map(({id}) => id))
    expect([rollout.snapshot().stage, fires()]).toEqual(['finished', 1])
  })

  it('is halted in doubt where no trace of the event is found, and never fires by itself', async () => {
    const {proxy, fires, hosts, preflight, start} = await behindProxy()
    proxy.set({kind: 'status', status: 500, body: 'rpc error making call: EOF'}, /event\/fire/)
    const rollout = start(preflight, {
      ...systemClock,
      sleep: (ms, until) => systemClock.sleep(ms / 50, until),
    })
    const halt = await halted(rollout)
    expect(halt.cause).toBe('doubt')
    expect(halt.choices.map(({choice}) => choice)).toEqual(['resume', 'retryFailed', 'stop'])
    expect([hosts.heard, fires()]).toEqual([[], 1])
    proxy.set(undefined, /event\/fire/)
    rollout.retryFailed()
    await rollout.ended
    expect([statesOn(rollout), fires()]).toEqual([['c1 done'], 2])
  })

  it('takes no host for silent while Consul is away', async () => {
    const {proxy, hosts, preflight, start} = await behindProxy()
    hosts.behave('c1', 'begins')
    const terms = {...preflight.request.terms, answerWithinMs: 500, endWithinMs: 500}
    proxy.set({kind: 'refuse'}, IS_BOARD)
    const rollout = start({...preflight, request: {...preflight.request, terms}})
    await until(() => rollout.snapshot().waitsFor === 'Consul to be heard again', 'the wait')
    expect(rollout.snapshot().stage).toBe('running')
    await until(() => hosts.heard.length === 1, 'the event')
    proxy.set(undefined, IS_BOARD)
    expect((await halted(rollout)).sentence).toBe('c1 did not end in time.')
  })

  it('counts silence anew once Consul is heard again', async () => {
    const {proxy, hosts, preflight, start} = await behindProxy()
    hosts.behave('c1', 'silent')
    let aheadMs = 0
    const rollout = start(preflight, {...systemClock, now: () => Date.now() + aheadMs})
    const {id} = given(await until(() => hosts.heard[0], 'the event'))
    const isLinked = (state: string) => rollout.board.snapshot().link.state === state
    await until(() => isLinked('live'), 'the board')
    proxy.set({kind: 'refuse'}, IS_BOARD)
    await hosts.say('c2', id, ack('c2'), exit('c2', 0)) // ends the query that is held
    await until(() => isLinked('retrying'), 'Consul to be away')
    aheadMs += 3_600_000
    await until(() => rollout.snapshot().waitsFor === 'Consul to be heard again', 'the wait')
    proxy.set(undefined, IS_BOARD)
    const waits = () => isLinked('live') && rollout.snapshot().waitsFor === '1 of 2 hosts to end well'
    await until(waits, 'the wait for the host')
    expect(rollout.snapshot().stage).toBe('running')
    aheadMs += preflight.request.terms.answerWithinMs
    expect((await halted(rollout)).sentence).toBe('c1 did not answer in time.')
  })

  // Shorter than a query is held: one that is left to itself would end too.
  it('asks for nothing more once it is finished', {timeout: 20_000}, async () => {
    const {proxy, start} = await behindProxy()
    proxy.set({kind: 'hang'}, /\/kv\/dashboard\/.*index=/)
    const asked = () => proxy.open().filter(({path}) => /\/kv\/(dashboard|_deploy)\//.test(path))
    const rollout = start()
    await until(() => asked().some(({path}) => path.includes('/dashboard/')), 'it to listen')
    await rollout.ended
    await until(() => asked().length === 0, 'the end of the listening')
    expect(statesOn(rollout)).toEqual(['c1 done'])
  })

  it('knows its own record again where the answer to a write is lost', async () => {
    const {proxy, hosts, client, start} = await behindProxy()
    hosts.behave('c1', 'begins')
    const isRecord = [/\/v1\/txn/, /"Verb":"cas"/] as const
    proxy.set({kind: 'cut', afterBytes: 0}, ...isRecord)
    const rollout = start()
    await until(() => rollout.snapshot().trouble !== undefined, 'the trouble')
    const {id} = given(rollout.record())
    proxy.set(undefined, ...isRecord)
    await hosts.say('c1', id, exit('c1', 0))
    await rollout.ended
    expect(rollout.snapshot()).toMatchObject({stage: 'finished', trouble: undefined})
    expect((await readRecord(client, id)).data?.record.stage).toBe('finished')
  })

  it('takes over only what it has heard of, and tells nobody again who has answered meanwhile', async () => {
    const {client, hosts, start} = await openRollout({
      waves: parseWaves('all'),
      terms: {answerWithinMs: 500},
    })
    hosts.behave('c1', 'failed')
    hosts.behave('c2', 'silent')
    const left = start()
    await halted(left)
    left.detach()
    await left.ended
    const {id} = given(left.record())
    const kept = given((await readRecord(client, id)).data)
    if (kept.record.kind !== 'deploy') throw new Error('There is no record.')

    const proxy = await createFaultProxy({target: entry.httpAddress})
    onTestFinished(proxy.close)
    proxy.set({kind: 'refuse'}, IS_BOARD)
    const other = createConsulClient({address: proxy.address})
    onTestFinished(() => other.close())
    const rollout = takeOverAsBob(other, kept)
    const isDeaf = () => rollout.board.snapshot().link.state === 'retrying'
    const waits = () => isDeaf() && rollout.snapshot().waitsFor === 'Consul to be heard'
    await until(waits, 'the wait for Consul')
    expect(rollout.snapshot().halt).toBeUndefined()
    proxy.set(undefined, IS_BOARD)
    expect(await halted(rollout)).toMatchObject({cause: 'left', failed: ['c1'], silent: ['c2']})

    proxy.set({kind: 'refuse'}, IS_BOARD)
    await hosts.say('c3', id, out('c3', 1, 'more\n')) // ends the query that is held
    await until(isDeaf, 'Consul to be away again')
    await hosts.say('c2', id, ack('c2'), exit('c2', 0))
    hosts.behave('c1', 'done')
    rollout.retryFailed()
    await until(waits, 'the wait for what was said meanwhile')
    proxy.set(undefined, IS_BOARD)
    await rollout.ended
    expect(hosts.heard.map(({node}) => node).toSorted()).toEqual(['c1', 'c1', 'c2', 'c3'])
    expect(statesOn(rollout)).toEqual(['c1 done', 'c2 done', 'c3 done'])
  })
})
