import {describe, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../../src/api/client.ts'
import {putKey} from '../../../src/api/kv.ts'
import {type DashboardStatus, encodeDashboardFlags} from '../../../src/deploy/dashboard/flags.ts'
import {openJob} from '../../../src/deploy/history/open.ts'
import {until} from '../../support/cluster.ts'
import {ack, exit, out} from '../../support/job-writer.ts'
import {bytes} from '../../support/kv-tools.ts'
import {given, openRollout, statesOn} from '../../support/rollouts.ts'

const {entry} = inject('cluster')

/** What hooks of manifests write. */
const openHooks = (category: string) => {
  const client = createConsulClient({address: entry.httpAddress})
  onTestFinished(client.close)
  return (node: string, status: DashboardStatus, text: string, atMs = Date.now()) =>
    putKey(client, {
      key: `dashboard/${category}/${node}`,
      value: bytes(text),
      flags: encodeDashboardFlags(status, atMs),
    })
}

describe('hooks for consul-kv-dashboard', () => {
  it('answer for hosts that say nothing themselves, from the event on', async () => {
    const {client, event, hosts, start} = await openRollout({waves: [{kind: 'all'}]})
    for (const node of ['c1', 'c2', 'c3']) hosts.behave(node, 'silent')
    const tell = openHooks(event)
    await tell('c1', 'success', 'the deploy before')
    const rollout = start()
    await until(() => hosts.heard.length === 3, 'the event')
    const {id} = given(hosts.heard[0])
    expect(statesOn(rollout)).toEqual(['c1 silent', 'c2 silent', 'c3 silent'])
    // The clock of this one is far behind.
    await tell('c1', 'info', 'started', 1_500_000_000_000)
    await until(() => statesOn(rollout)[0] === 'c1 running', 'the start')
    await tell('c1', 'success', 'Deploy manifest succeeded.')
    await tell('c2', 'danger', 'rsync: failed')
    await until(() => statesOn(rollout).slice(0, 2).join() === 'c1 done,c2 failed', 'the ends')
    expect(rollout.board.output('c1').text).toBe('started\nDeploy manifest succeeded.\n')
    expect(rollout.board.output('c2').text).toBe('rsync: failed\n')

    // One that speaks for itself is not spoken for.
    await hosts.say('c3', id, ack('c3', {event, payload: 'x', atMs: Date.now(), version: '0'}))
    await tell('c3', 'success', 'deploy: done')
    await hosts.say('c3', id, out('c3', 0, 'its own words\n'), exit('c3', 5))
    await until(() => rollout.board.snapshot().isComplete, 'the last host')
    expect(rollout.board.snapshot().hosts[2]).toMatchObject({state: 'failed', exitCode: 5})
    expect(rollout.board.output('c3').text).toBe('its own words\n')

    // Who comes later goes by the clocks of the hosts.
    const later = openJob({client}, id)
    onTestFinished(later.close)
    await until(() => statesOn(later).join() === 'c1 done,c2 failed,c3 failed', 'the board elsewhere')
  })

  it('say nothing of a deploy that was begun after they wrote', async () => {
    const {client, event, hosts, start} = await openRollout({waves: [{kind: 'all'}]})
    for (const node of ['c1', 'c2', 'c3']) hosts.behave(node, 'silent')
    const tell = openHooks(event)
    await tell('c1', 'success', 'the deploy before', Date.now() - 60_000)
    start()
    await until(() => hosts.heard.length === 3, 'the event')
    const later = openJob({client}, given(hosts.heard[0]).id)
    onTestFinished(later.close)
    await later.ready
    await tell('c2', 'success', 'this one')
    await until(() => statesOn(later).includes('c2 done'), 'the answer')
    expect(statesOn(later)).toEqual(['c1 silent', 'c2 done', 'c3 silent'])
  })
})
