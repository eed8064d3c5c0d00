import {expect, inject, onTestFinished, test} from 'vitest'
import {openUi} from '../support/driver.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress

/** One look at Members: who is there, who leads, and how many servers may still fail. */
test('members show every agent, the leader, and what the quorum can bear', async () => {
  const ui = await openUi({address, view: 'members', columns: 140})
  await ui.see('servers 3/3 alive, quorum 2, 1 more may fail')
  await ui.until(screen => screen.filter(line => /^alive +[sc]\d /.test(line)).length === 6, 'six members')
  const leader = /leader (s\d)/.exec(await ui.see(/leader s\d/))?.[1]
  expect(await ui.see(new RegExp(`^alive +${leader} +leader`))).toMatch(/✔ passing .*127\./)
  expect(ui.screen().filter(line => / leader +✔/.test(line))).toHaveLength(1)
  await ui.see(new RegExp(`^lictor +dc1 +default .*${entry.name} 1\\.`))
  await ui.see('ACLs off')
})

/** A client agent has no WAN pool of its own; the servers of every datacenter show all the same. */
test('the WAN shows the servers of every datacenter, also from a client agent', async () => {
  const ui = await openUi({address, view: 'members', columns: 140})
  await ui.see(/^alive +c1/)
  await ui.press('members.wan')
  await ui.see('Members › WAN')
  await ui.see(/^alive +t1\.dc2 .*dc2/)
  await ui.see(/^alive +s1\.dc1 .*dc1/)
  await ui.gone(/^alive +c1/)
  await ui.press('member.forceLeave')
  await ui.see('a WAN member is forced out from its own datacenter: w shows the LAN')
  await ui.filter('t1')
  await ui.onRow('t1.dc2')
  await ui.press('members.open')
  await ui.see('it is in dc2; :dc dc2 goes there')
  await ui.filter('')
  await ui.press('members.wan')
  await ui.see('Members › LAN dc1')
  await ui.see(/^alive +c1/)
  await ui.gone('t1.dc2')
})

/** A datacenter that is cut off has a line, and behind it there is nothing to open. */
test('the WAN says which datacenter does not answer', async () => {
  const proxy = await createFaultProxy({target: address})
  onTestFinished(proxy.close)
  proxy.set({kind: 'status', status: 500, body: 'No path to datacenter'}, /dc=dc2/)
  const ui = await openUi({address: proxy.address, view: 'members', columns: 140})
  await ui.see(/^alive +c1/)
  await ui.press('members.wan')
  await ui.see('*.dc2')
  await ui.filter('dc2')
  await ui.onRow('*.dc2')
  await ui.press('members.open')
  await ui.see('dc2 does not answer')
})
