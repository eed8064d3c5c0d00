import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest'
import type {DemoCluster} from '../../src/demo/cluster-types.ts'
import {startPrivateCluster, uniqueName, until} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'
import {createFaultProxy, type FaultProxy} from '../support/fault-proxy.ts'
import {openColleague} from '../support/kv.ts'

/** A cluster of its own: where other tests come and go in the root, rows move off the screen. */
let cluster: DemoCluster
let address: string
beforeAll(async () => {
  cluster = await startPrivateCluster()
  address = cluster.entry.httpAddress
})
afterAll(() => cluster.stop())

async function openTreeAt(key: string, options: {readonly address?: string; readonly rows?: number} = {}) {
  const ui = await openUi({address, view: 'kv', columns: 120, ...options})
  await ui.see('KEY')
  await ui.command(`key ${key}`)
  return ui
}

async function openProxy(): Promise<FaultProxy> {
  const proxy = await createFaultProxy({target: address})
  onTestFinished(proxy.close)
  return proxy
}

/** The blocking reads of keys and folders that are open now. */
const openPolls = (proxy: FaultProxy): readonly string[] =>
  proxy
    .open()
    .map(({path}) => path)
    .filter(path => path.startsWith('/v1/kv/') && path.includes('index='))

test('what a colleague changes, adds and deletes shows at once, and says so', async () => {
  const name = uniqueName('live')
  const {put, putAll, delete: remove} = openColleague(address)
  await putAll({[`${name}/a`]: 'one', [`${name}/b`]: 'two', [`${name}/c`]: 'three'})
  const ui = await openTreeAt(`${name}/a`)
  await ui.onRow(/a +one/)
  await ui.see(/c +three/)
  await put(`${name}/b`, 'twenty-two')
  await ui.see(/b +twenty-two +changed \d+s ago/)
  await put(`${name}/bb`, 'fresh')
  await ui.see(/bb +fresh +new \d+s ago/)
  await remove(`${name}/c`)
  await ui.see(/c +three +deleted \d+s ago/)
  await ui.onRow(/a +one/)
})

test('the key under the cursor says in its pane that it changed, what it was, and that it was deleted', async () => {
  const name = uniqueName('pane')
  const {put, delete: remove} = openColleague(address)
  await put(`${name}/key`, 'before\nsame')
  const ui = await openTreeAt(`${name}/key`)
  await ui.see(/│ same/)
  await put(`${name}/key`, 'after\nsame')
  await ui.see(/│ after/)
  await ui.see(/│ changed \d+s ago/)
  await ui.press('kv.diff')
  await ui.see('What changed')
  await ui.see('- before')
  await ui.see('+ after')
  await ui.press('kv.diff')
  await ui.see('Value: text')
  await put(`${name}/key`, 'again\nsame')
  await ui.see(/^KV › .* changed \d+s ago/)
  await ui.press('back')
  await put(`${name}/watched`, 'so the folder is listened to')
  await ui.see(/watched +so the/)
  await remove(`${name}/key`)
  await ui.see(/│ deleted \d+s ago/)
  await ui.see(/│ again/)
})

test('a folder that appears and one that goes are news in the folder around them', async () => {
  const name = uniqueName('folders')
  const {put, delete: remove} = openColleague(address)
  await put(`${name}/a`, '1')
  const ui = await openTreeAt(`${name}/a`)
  await ui.onRow(/a +1/)
  await put(`${name}/sub/deep/key`, '2')
  await ui.see(/▸ sub\/ +new \d+s ago/)
  await remove(`${name}/sub/deep/key`)
  await ui.see(/▸ sub\/ +deleted \d+s ago/)
})

/** The promise of the tab: however many folders are open, four polls at the most, and nothing is missed. */
test('many open folders share three polls, and a change in any of them shows', async () => {
  const name = uniqueName('polls')
  const {put, putAll} = openColleague(address)
  const folders = ['a/x', 'a/y', 'b', 'c/1/2', 'd', 'e//f', 'g']
  await putAll(Object.fromEntries(folders.map(folder => [`${name}/${folder}/key`, `in ${folder}`])))
  const proxy = await openProxy()
  const ui = await openTreeAt(`${name}/${folders[0]}/key`, {address: proxy.address, rows: 50})
  for (const folder of folders) {
    await ui.press('kv.goTo')
    await ui.type(`${name}/${folder}/key`)
    await ui.press('prompt.submit')
    await ui.onRow(new RegExp(`key +in ${folder}`))
    expect(openPolls(proxy).length).toBeLessThanOrEqual(4)
  }
  await until(() => openPolls(proxy).length > 0 && openPolls(proxy).length <= 4, 'few polls')
  for (const folder of folders) {
    await put(`${name}/${folder}/key`, `now in ${folder}`)
    await ui.see(new RegExp(`key +now in ${folder} +changed`))
    await put(`${name}/${folder}/more`, `more in ${folder}`)
    await ui.see(new RegExp(`more +more in ${folder} +new`))
    expect(openPolls(proxy).length).toBeLessThanOrEqual(4)
  }
  await ui.press('kv.open')
  await ui.see('size')
  await until(() => openPolls(proxy).length === 1, 'one poll for the page of a key')
  await ui.press('tab.members')
  await until(() => openPolls(proxy).length === 0, 'no poll for a tab that is not shown')
})

test('nothing is asked for keys that the cursor only passes', async () => {
  const name = uniqueName('passing')
  const {putAll} = openColleague(address)
  const keys = Array.from({length: 300}, (_, index) => `${name}/key-${String(index).padStart(3, '0')}`)
  await putAll(Object.fromEntries(keys.map(key => [key, `value of ${key}`])))
  const proxy = await openProxy()
  const ui = await openTreeAt(keys[0] ?? '', {address: proxy.address})
  await ui.onRow('key-000')
  await ui.see(/│ value of/)
  const before = proxy.requests.length
  await ui.type('j'.repeat(250))
  await ui.onRow('key-250')
  await ui.see(/│ value of .*key-250/)
  const asked = proxy.requests.slice(before).map(({path, body}) => path + body)
  const passed = keys.slice(60, 200).filter(key => asked.some(text => text.includes(key)))
  expect(passed).toEqual([])
})

/** A busy cluster is no reason to ask: only what is on the screen is. */
test('what happens elsewhere asks nothing', async () => {
  const name = uniqueName('still')
  const {put, putAll} = openColleague(address)
  await putAll({[`${name}/a/1`]: 'x', [`${name}/b/2`]: 'y'})
  const proxy = await openProxy()
  const ui = await openTreeAt(`${name}/a/1`, {address: proxy.address})
  await ui.onRow(/1 +x/)
  await ui.press('kv.zoom')
  await ui.onRow(/1 +x/)
  await until(() => openPolls(proxy).length === 2, 'the folder and the key to be polled')
  const before = proxy.requests.length
  for (let time = 0; time < 20; time++) await put(uniqueName('elsewhere'), 'x')
  await put(`${name}/a/1`, 'now')
  await ui.see(/│ now/)
  await ui.see(/1 +now/)
  const asked = proxy.requests.slice(before).filter(({path}) => /^\/v1\/(kv|txn)/.test(path))
  expect(asked.length).toBeLessThanOrEqual(4)
})
