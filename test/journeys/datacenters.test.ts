import {expect, inject, onTestFinished, test} from 'vitest'
import {requestJson} from '../../src/demo/consul-http.ts'
import {register} from '../support/agent-calls.ts'
import {startPrivateCluster, uniqueName} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'

const {entry, agents} = inject('cluster')
const address = entry.httpAddress
const remote = agents.find(({datacenter}) => datacenter === 'dc2') ?? entry

/** One command goes to another datacenter, with everything on the screen, and another comes back. */
test(':dc goes to another datacenter and back, and what is changed stays where it belongs', async () => {
  const here = uniqueName('here')
  const there = uniqueName('there')
  await register(address, {Name: here})
  await register(remote.httpAddress, {Name: there})
  const ui = await openUi({address, columns: 160})
  await ui.see(here)
  await ui.press('palette')
  await ui.see(/look at the datacenter dc2/)
  await ui.press('prompt.cancel')

  await ui.command('dc dc2')
  await ui.see(/^lictor +dc2/)
  await ui.see(there)
  await ui.gone(here)
  await ui.openService(there)
  await ui.onRow(remote.name)
  await ui.pressWhenKnown('instance.deregister')
  await ui.see(/it is in dc2, where the asked agent is not/)
  await ui.press('tab.members')
  await ui.see(/^alive +t1 +leader/)
  await ui.gone(/^alive +c1/)

  await ui.command('dc dc1')
  await ui.see(/^lictor +dc1/)
  await ui.see(/^alive +c1/)
  await ui.press('tab.services')
  await ui.see(here)
  await ui.gone(there)
})

/** Typed before Consul has named its datacenters, as on a slow line: the operator is taken at his word. */
test(':dc works at once, before the datacenters are known', async () => {
  const proxy = await createFaultProxy({target: address})
  onTestFinished(proxy.close)
  proxy.set({kind: 'hang'}, /^\/v1\/catalog\/datacenters/)
  const ui = await openUi({address: proxy.address})
  await ui.see('● live')
  await ui.command('dc dc2')
  await ui.see(/^lictor +dc2/)
  await ui.see(/leader t1/)
})

/** A slip of the pen is a sentence, and nothing on the screen changes. */
test('an unknown datacenter is refused with those that there are', async () => {
  const ui = await openUi({address})
  await ui.see('● live')
  await ui.press('palette')
  await ui.see('dc dc2')
  await ui.press('prompt.cancel')
  await ui.command('dc mars')
  await ui.see('no datacenter is called mars; Consul knows dc1, dc2')
  expect(ui.screen()[0]).toMatch(/^lictor +dc1/)
})

/** The same slip on the command line shows in the view, with what to do. */
test('a datacenter that Consul does not know, given at the start, is explained in place of the list', async () => {
  const ui = await openUi({address, datacenter: 'mars'})
  await ui.see('There is no datacenter "mars"')
  await ui.see('Choose one of those that `consul catalog datacenters` lists.')
})

/** Agent endpoints know no datacenter: a node of the same name here must not pay for the one that was meant there. */
test('nothing that is asked of a node in another datacenter is done to its namesake here', async () => {
  const cluster = await startPrivateCluster({
    topology: {dc1: {servers: 1, clients: 1}, dc2: {servers: 1, clients: 0}},
  })
  try {
    const here = cluster.agent('s1').httpAddress
    for (const Node of ['s1', 'c1']) {
      const body = {Datacenter: 'dc2', Node, Address: '192.0.2.1'}
      await requestJson(here, '/v1/catalog/register', {method: 'PUT', body})
    }
    const ui = await openUi({address: here, view: 'members', columns: 120})
    await ui.see(/^alive +c1/)
    await cluster.kill('c1')
    await ui.see(/^failed +c1/)
    await ui.command('dc dc2')
    await ui.see(/^lictor +dc2/)
    await ui.filter('node:s1')
    await ui.onRow('s1')
    await ui.press('members.open')
    await ui.see(/^Members › s1/)
    await ui.pressWhenKnown('node.maintenance')
    await ui.see('Node maintenance on or off: it is in dc2, where the asked agent is not')
    await ui.press('back')
    await ui.filter('node:c1')
    await ui.onRow('c1')
    await ui.press('members.open')
    await ui.see(/^Members › c1/)
    await ui.gone(/^Members › c1.*failed/)
    await ui.pressWhenKnown('member.forceLeave')
    await ui.see('Force a failed member to leave: it is in dc2, where the asked agent is not')
    await ui.close()
  } finally {
    await cluster.stop()
  }
})
