import {afterAll, beforeAll, expect, inject, onTestFinished, test} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {listKeys, putKey} from '../../src/api/kv.ts'
import type {DemoCluster} from '../../src/demo/cluster-types.ts'
import {createToken} from '../support/acl-tokens.ts'
import {startPrivateCluster, uniqueName} from '../support/cluster.ts'
import {orderDeploy, orderExec, runExec} from '../support/deploy-screen.ts'
import {openUi, type UiOptions} from '../support/driver.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'

const {entry} = inject('cluster')

/** Default-deny, and its agents refuse remote execs, as Consul's do unless they are told otherwise. */
let closed: DemoCluster
beforeAll(async () => {
  closed = await startPrivateCluster({acl: true, agentConfig: {disable_remote_exec: true}})
})
afterAll(() => closed.stop())

const open = (options: Partial<UiOptions> = {}) =>
  openUi({address: entry.httpAddress, view: 'deploy', columns: 120, rows: 40, ...options})

const openClosed = (token: string) => open({address: closed.entry.httpAddress, token})

test('a host that stays silent says so, and why', async () => {
  const ui = await openClosed(closed.managementToken ?? '')
  await ui.see(/^lictor +dc1/)
  await orderExec(ui, 'true', '')
  await ui.see('c1 has remote exec disabled, and will be silent.')
  await ui.confirm('Run on 2')
  await ui.see(/0 of 2 done · 2 waiting/)
  await ui.see(/\? silent +c1/)
  await ui.see(/0 of 2 done · 2 silent/)
  await ui.see(/Its agent has remote exec disabled: set disable_remote_exec to false and restart it/)
  await ui.press('table.down')
  await ui.see(/Gossip is best effort/)
})

test('what the token may not do is said with the rule that it needs', async () => {
  const rules = 'node_prefix "" { policy = "read" } agent_prefix "" { policy = "read" }'
  const {entry, managementToken = ''} = closed
  const token = await createToken(entry.httpAddress, managementToken, {name: uniqueName('reader'), rules})
  const ui = await openClosed(token)
  await ui.see(/^lictor +dc1/)
  await ui.see(/What others have begun may be hidden\. .* key_prefix/)
  await orderExec(ui, 'true', 'node:^c1$')
  await ui.see('Run this on agents?')
  await ui.confirm('Run on 1')
  await ui.see(/Permission denied.*session/i)
  await ui.press('back')
  await orderDeploy(ui, {event: 'web', url: 'file:///nowhere', filters: 'node:^c1$'})
  await ui.see(/^ *It needs event "web" \{ policy = "write" \}/)
})

test('an exec reaches the agents of another datacenter', async () => {
  const ui = await open({datacenter: 'dc2'})
  await runExec(ui, 'echo there', 'node:^t1$', 1)
  await ui.see(/node:\^t1\$ in dc2/)
  await ui.see(/✔ done +t1 .* 0 +there/)
})

test('what hosts of another datacenter have answered to an unknown event is removed there', async () => {
  const client = createConsulClient({address: entry.httpAddress})
  onTestFinished(() => client.close())
  const folder = `_deploy/${crypto.randomUUID()}/`
  const where = {datacenter: 'dc2'}
  await putKey(client, {key: `${folder}t1/ack`, value: new Uint8Array()}, where)
  const ui = await open(where)
  await ui.filter('an event that no Lictor has fired')
  await ui.onRow('an event that no Lictor has fired')
  await ui.press('deploy.remove')
  await ui.see('Remove this deploy from the history?')
  await ui.confirm('Remove')
  await ui.see('removed an event that no Lictor has fired from the history')
  expect((await listKeys(client, folder, {}, where)).data).toEqual([])
})

test('neither the editor nor another shell gets the terminal while an exec runs', async () => {
  const ui = await open()
  await runExec(ui, 'sleep 2', 'node:^c1$', 1)
  await ui.press('suspend')
  await ui.see(/sleep 2 runs on hosts, and its session would end meanwhile/)
})

test('a board that cannot be read for a while says so, and goes on', async () => {
  const proxy = await createFaultProxy({target: entry.httpAddress})
  onTestFinished(proxy.close)
  const ui = await open({address: proxy.address})
  const name = uniqueName('cut')
  await runExec(ui, `echo ${name}; sleep 1; echo over`, 'node:^c1$', 1)
  proxy.set({kind: 'refuse'}, /_rexec/)
  await ui.see('The answers cannot be read, which is tried again: ')
  proxy.set(undefined)
  await ui.see(/✔ done +c1 .* 0 +over/)
})

test('what a host writes cannot touch the terminal', async () => {
  const ui = await open()
  await runExec(ui, String.raw`printf '\033]0;owned\007\033[2Jred\033[31m\n'`, 'node:^c1$', 1)
  await ui.see(/✔ done +c1 .* 0 +red *$/)
  await ui.press('board.open')
  await ui.see('▌ red')
})
