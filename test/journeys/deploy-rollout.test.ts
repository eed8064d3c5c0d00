import {afterAll, beforeAll, expect, test} from 'vitest'
import type {DemoCluster} from '../../src/demo/cluster-types.ts'
import type {ListedJob} from '../../src/views/deploy/columns.ts'
import {startPrivateCluster, uniqueName, until} from '../support/cluster.ts'
import {orderDeploy, runExec} from '../support/deploy-screen.ts'
import {openUi, type Ui, type UiOptions} from '../support/driver.ts'
import {playHosts} from '../support/event-hosts.ts'
import {startManifestServer} from '../support/manifest-server.ts'

/** A cluster of its own: what is frozen is frozen for everyone, and the history is one. */
let cluster: DemoCluster
beforeAll(async () => {
  cluster = await startPrivateCluster({topology: {dc1: {servers: 1, clients: 3}}})
})
afterAll(() => cluster.stop())

const open = (options: Partial<UiOptions> = {}): Promise<Ui> =>
  openUi({address: cluster.entry.httpAddress, view: 'deploy', columns: 120, rows: 44, ...options})

const MANIFEST = 'commands:\n  post:\n    - echo deployed\n'

/** A deploy for hosts that answer as they are told to. */
async function prepare() {
  const event = uniqueName('app')
  const server = await startManifestServer()
  const hosts = playHosts(event, cluster.agents)
  return {event, hosts, url: server.put('app.yml', MANIFEST), missing: server.missing}
}

const fire = async (ui: Ui, answer: string): Promise<void> => {
  await ui.press('preflight.fire')
  await ui.see('Fire this deploy?')
  await ui.confirm(answer)
  await ui.see(/^Deploy › .* in dc1/)
}

/** Deploys to one host first, which fails. */
const failFirst = async () => {
  const {event, url, hosts} = await prepare()
  const ui = await open()
  hosts.behave('c1', 'failed')
  await orderDeploy(ui, {event, url, filters: 'node:^c', waves: '1,all'})
  await fire(ui, 'Fire for 1 first')
  return {ui, event, hosts}
}

test('an empty tab says what it is for, and which keys begin', async () => {
  const ui = await open()
  await ui.see('Nothing was run or deployed yet')
  await ui.see(/x runs a command on the agents that you name/)
  await ui.see(/n deploys: it fires an event/)
})

test('a deploy goes from the pre-flight through its waves, and is there for others afterwards', async () => {
  const {event, url, hosts} = await prepare()
  const ui = await open()
  await orderDeploy(ui, {event, url, filters: 'node:^c', waves: '1,all'})
  await ui.see('all green · ! fires')
  await ui.see(/✔ 3 hosts of dc1 must answer: c1, c2 and c3/)
  await ui.see('Wave 2 (all): 2 hosts')
  hosts.behave('c1', 'begins')
  await fire(ui, 'Fire for 1 first')
  await ui.see(/▶ received +c1 +1 /)
  await ui.see(/· queued +c2 +2/)
  await ui.see(/Waves +▶ 1 +· all \(2\) +waits: /)
  const id = hosts.heard[0]?.id ?? ''
  const {exit, phase} = await import('../support/job-writer.ts')
  await hosts.say('c1', id, phase('c1', {phase: 'fetching', done: 500, total: 1000}))
  await ui.see(/▶ fetching +c1 +1 +████░░░░ +50%/)
  await hosts.say('c1', id, phase('c1', {phase: 'done'}), exit('c1', 0))
  await ui.see(/3 of 3 done +done/)
  expect(hosts.heard.map(({node}) => node).sort()).toEqual(['c1', 'c2', 'c3'])

  const other = await open({operator: 'eve@other'})
  await other.see(new RegExp(`✔ done +deploy +${event}`))
  await other.filter(event)
  await other.press('deploy.open')
  await other.see(/✔ done +c2 +2 .* 0 +c2 heard/)
  await other.press('board.open')
  await other.see('▌ c2 heard', '▌ c1 heard', '▌ c3 heard')
})

test('a host that fails halts a deploy, which goes on only when it is told to', async () => {
  const {ui, hosts} = await failFirst()
  await ui.see(/HALTED +c1 failed\./)
  await ui.see(/T fire anew for 1 host/)
  await ui.see(/✖ failed pre +c1 +1 .* 1 +no/)
  await ui.press('rollout.retryFailed')
  await ui.confirm('Fire again')
  await until(() => hosts.heard.length === 2, 'the second try')
  await ui.see(/✖ failed pre +c1 .*/)
  await ui.see(/HALTED +c1 failed\./)
  hosts.behave('c1', 'done')
  await ui.press('rollout.retryFailed')
  await ui.confirm('Fire again')
  await ui.see(/3 of 3 done +done/)
  expect(hosts.heard.filter(({node}) => node === 'c1')).toHaveLength(3)
})

test('at 40x10 a halted deploy says why above the worst of its hosts, and the frame stands', async () => {
  const {ui} = await failFirst()
  await ui.see(/HALTED +c1 failed\./)
  ui.resize(40, 10)
  await ui.until(
    ([header = '', tabs = '', title = '', total = '', waves = '', halt = '', heading = '', ...rest]) =>
      /^lictor/.test(header) &&
      /1 Members/.test(tabs) &&
      /^Deploy/.test(title) &&
      /0 of 3 done/.test(total) &&
      /^Waves/.test(waves) &&
      /HALTED +c1 failed\./.test(halt) &&
      /^STATE/.test(heading) &&
      /✖ failed pre +c1/.test(rest[0] ?? '') &&
      /halted: /.test(rest[1] ?? '') &&
      /help$/.test(rest[2] ?? ''),
    'ten lines, each in its place',
  )
  const eve = await open({operator: 'eve@other', columns: 40, rows: 10})
  await eve.pressWhenKnown('deploy.freeze')
  await eve.press('prompt.submit')
  await eve.confirm('Freeze')
  await ui.until(
    screen =>
      /FROZEN/.test(screen[3] ?? '') &&
      /HALTED/.test(screen[5] ?? '') &&
      /✖ failed pre +c1/.test(screen[7] ?? '') &&
      /help$/.test(screen[9] ?? ''),
    'the freeze in the place of the waves',
  )
  await eve.see(/FROZEN/)
  await eve.pressWhenKnown('deploy.freeze')
  await eve.confirm('Lift')
  await ui.gone('FROZEN')
})

test('a deploy that is stopped begins no further wave', async () => {
  const {ui, hosts} = await failFirst()
  await ui.see(/HALTED/)
  await ui.press('tab.services')
  await ui.see(/0 of 3 done · 1 failed +5 shows it/)
  await ui.press('tab.deploy')
  await ui.press('rollout.stop')
  await ui.see('Stop this deploy?')
  await ui.confirm('Stop')
  await ui.see('stopped: no further wave begins')
  await ui.see(/0 of 3 done · 1 failed +stopped/)
  expect(hosts.heard).toHaveLength(1)
})

test('what a pre-flight finds red is fired only by typing the name of the event', async () => {
  const {event, missing, hosts} = await prepare()
  const ui = await open()
  await orderDeploy(ui, {event, url: missing, filters: 'node:^c1$'})
  await ui.see(/1 red, not to be fired without good reason/)
  await ui.see(/✖ The manifest .* cannot be fetched from here/)
  await ui.press('preflight.fire')
  await ui.see('Fire this against the pre-flight?')
  await ui.type('yes')
  await ui.press('dialog.takeTyped')
  await ui.see(`That is not ${event}`)
  expect(hosts.heard).toEqual([])
  await ui.press('dialog.deleteToStart')
  await ui.type(event)
  await ui.press('dialog.takeTyped')
  await ui.see(/1 of 1 done/)
})

test('a freeze is loud for everyone, and holds deploys until it is lifted', async () => {
  const {event, url, hosts} = await prepare()
  const ui = await open()
  const other = await open({operator: 'eve@other'})
  await other.see(/^Deploy/)
  await ui.pressWhenKnown('deploy.freeze')
  await ui.type('the database moves')
  await ui.press('prompt.submit')
  await ui.confirm('Freeze')
  for (const each of [ui, other]) await each.see('DEPLOYS ARE FROZEN: the database moves (tester@here)')
  await orderDeploy(other, {event, url, filters: 'node:^c1$'})
  await other.see(/red, not to be fired/)
  await other.press('back')
  await other.pressWhenKnown('deploy.freeze')
  await other.see('Lift the freeze, so that deploys go on?')
  await other.confirm('Lift')
  for (const each of [ui, other]) await each.gone('DEPLOYS ARE FROZEN')
  await ui.pressWhenKnown('deploy.freeze')
  await ui.type('lunch')
  await other.pressWhenKnown('deploy.freeze')
  await other.type('the database moves again')
  await other.press('prompt.submit')
  await other.confirm('Freeze')
  await ui.see('DEPLOYS ARE FROZEN: the database moves again (eve@other)')
  await ui.press('prompt.submit')
  await ui.confirm('Freeze')
  await ui.see(/somebody else has frozen deploys meanwhile/)
  await ui.see('DEPLOYS ARE FROZEN: the database moves again (eve@other)')
  await ui.pressWhenKnown('deploy.freeze')
  await ui.confirm('Lift')
  await ui.gone('DEPLOYS ARE FROZEN')
  expect(hosts.heard).toEqual([])
})

test('what somebody else deploys is watched live, and taken over when it was left', async () => {
  const {event, url, hosts} = await prepare()
  const ann = await open({operator: 'ann@bastion'})
  const eve = await open({operator: 'eve@other'})
  hosts.behave('c1', 'begins')
  await orderDeploy(ann, {event, url, filters: 'node:^c', waves: '1,all'})
  await fire(ann, 'Fire for 1 first')
  await eve.see(new RegExp(`▶ running +deploy +${event}.* ann@bastion`))
  await eve.filter(event)
  await eve.press('deploy.open')
  await eve.see(/▶ received +c1 +1 /)
  await eve.press('rollout.resume')
  await eve.see(/it is ann@bastion’s/)
  await ann.press('deploy.detach')
  await ann.see('Let go of this deploy?')
  await ann.marked('Stay')
  await ann.press('dialog.toggle')
  await ann.press('dialog.take')
  await ann.see(/detached/)
  const {exit, phase} = await import('../support/job-writer.ts')
  await hosts.say('c1', hosts.heard[0]?.id ?? '', phase('c1', {phase: 'done'}), exit('c1', 0))
  await eve.see(/✔ done +c1/)
  await eve.press('rollout.takeOver')
  await eve.see('Take this deploy over from ann@bastion?')
  await eve.confirm('Take over')
  await eve.see(/HALTED +The deploy of ann@bastion was left half-way/)
  await eve.press('rollout.resume')
  await eve.confirm('Go on')
  await eve.see(/3 of 3 done/)
})

test('what was let go of is listed as the history has it, and taken back from there', async () => {
  const {ui, event, hosts} = await failFirst()
  await ui.see(/HALTED +c1 failed\./)
  await ui.press('deploy.detach')
  await ui.see('Let go of this deploy?')
  await ui.press('dialog.toggle')
  await ui.press('dialog.take')
  await ui.see(
    'Let go of: no further wave begins by itself. Open it from the list again: there O takes it over.',
  )
  await ui.press('rollout.retryFailed')
  await ui.see(/Fire again .*: let go of: open it from the list again/)
  await ui.press('rollout.takeOver')
  await ui.see(/: let go of: open it from the list again/)
  await ui.press('back')
  await ui.filter(event)
  await ui.see(/◌ detached +deploy/)
  expect(ui.screen().filter(line => line.includes(`deploy  ${event}`))).toHaveLength(1)
  const current = (): ListedJob | undefined => ui.app.navigation.current().table.current()
  await until(() => current()?.info.id === hosts.heard[0]?.id, 'the row of the history')
  await ui.press('deploy.open')
  await ui.see('Let go of: no further wave begins by itself. O takes it over.')
  hosts.behave('c1', 'done')
  await ui.press('rollout.takeOver')
  await ui.confirm('Take over')
  await ui.see(/HALTED +The deploy of tester@here was left half-way/)
  await ui.press('rollout.retryFailed')
  await ui.confirm('Fire again')
  await ui.see(/3 of 3 done +done/)
  await ui.press('back')
  await ui.see(/✔ done +deploy/)
  expect(ui.screen().filter(line => line.includes(`deploy  ${event}`))).toHaveLength(1)
})

test('whose deploy was taken over is told so, and follows it from the history', async () => {
  const {event, url, hosts} = await prepare()
  const ann = await open({operator: 'ann@bastion'})
  const eve = await open({operator: 'eve@other'})
  hosts.behave('c1', 'begins')
  await orderDeploy(ann, {event, url, filters: 'node:^c', waves: '1,all'})
  await fire(ann, 'Fire for 1 first')
  await eve.see(new RegExp(`▶ running +deploy +${event}`))
  await eve.filter(event)
  await eve.press('deploy.open')
  await eve.see(/▶ received +c1 +1 /)
  await eve.press('rollout.takeOver')
  await eve.confirm('Take over')
  await eve.see(/HALTED +The deploy of ann@bastion was left half-way/)
  const {exit, phase} = await import('../support/job-writer.ts')
  await hosts.say('c1', hosts.heard[0]?.id ?? '', phase('c1', {phase: 'done'}), exit('c1', 0))
  await ann.see('Somebody else goes on with this deploy. Open it from the list again to follow it.')
  await ann.gone('It is not in the history')
  await ann.gone('Let go of')
  await ann.press('rollout.takeOver')
  await ann.see(/: somebody else goes on with it: open it from the list again/)
  await ann.press('back')
  await ann.filter(event)
  await ann.see(/■ halted +deploy/)
  await ann.press('deploy.open')
  await ann.see(/HALTED +The deploy of ann@bastion was left half-way/)
  await eve.press('rollout.resume')
  await eve.confirm('Go on')
  await ann.see(/✔ done +c2 +2 .* 0 +c2 heard/)
  await ann.see(/3 of 3 done +done/)
  expect(hosts.heard).toHaveLength(3)
})

test('the next deploy begins with the manifest of the last, but for one whose URL holds a secret', async () => {
  const {event, url} = await prepare()
  const ui = await open({columns: 200})
  await orderDeploy(ui, {event, url, filters: 'node:^c1$'})
  await fire(ui, 'Fire for 1')
  await ui.see(/1 of 1 done/)
  const toManifest = async (eve: Ui): Promise<string> => {
    await eve.see(new RegExp(`✔ done +deploy +${event} .*app.yml`))
    await eve.press('deploy.new')
    await eve.see(`1 of 5: event: ${event}`)
    await eve.press('prompt.submit')
    return eve.see(/2 of 5: manifest: /)
  }
  expect(await toManifest(await open({columns: 200}))).toContain(url)
  await ui.press('back')
  const signed = (await startManifestServer()).put('app.yml?Signature=s3cret', MANIFEST)
  await orderDeploy(ui, {event, url: signed, filters: 'node:^c1$'})
  await ui.press('deploy.new')
  await ui.press('prompt.submit')
  await ui.see(`2 of 5: manifest: ${signed}`)
  await ui.press('prompt.cancel')
  await fire(ui, 'Fire for 1')
  await ui.see(/1 of 1 done/)
  const eve = await open({columns: 200})
  await eve.see(new RegExp(`${event} .*app.yml\\?…`))
  expect(await toManifest(eve)).not.toMatch(/127.0.0.1|s3cret/)
})

test('an exec is in the history of everyone, until it is removed', async () => {
  const name = uniqueName('kept')
  const ui = await open()
  await runExec(ui, `echo ${name}`, 'node:^c1$', 1)
  await ui.see(/1 of 1 done/)
  const other = await open({operator: 'eve@other'})
  await other.see(new RegExp(`✔ done +exec +echo ${name}`))
  await other.filter(name)
  await other.press('deploy.open')
  await other.see(new RegExp(`✔ done +c1 .* 0 +${name}`))
  await other.press('back')
  await other.press('deploy.remove')
  await other.see('Remove this exec from the history?')
  await other.confirm('Remove')
  await other.see(`Nothing matches ${name}`)
})
