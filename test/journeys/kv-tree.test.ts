import {afterAll, beforeAll, expect, test} from 'vitest'
import type {DemoCluster} from '../../src/demo/cluster-types.ts'
import {startPrivateCluster, uniqueName} from '../support/cluster.ts'
import {openUi, type Ui} from '../support/driver.ts'
import {openColleague} from '../support/kv.ts'

/** A cluster of its own: where other tests come and go in the root, rows move off the screen. */
let cluster: DemoCluster
let address: string
beforeAll(async () => {
  cluster = await startPrivateCluster()
  address = cluster.entry.httpAddress
})
afterAll(() => cluster.stop())

/** Opens the tree with the cursor on a key, or on a folder, whose name ends in a slash. */
async function openTreeAt(key: string, options: {readonly columns?: number; readonly rows?: number} = {}) {
  const ui = await openUi({address, view: 'kv', ...options})
  await ui.see('KEY')
  await ui.command(`key ${key}`)
  return ui
}

/** The lines of the tree from a folder's row on, without what is beside it. */
function below(ui: Ui, folder: string, count: number): readonly string[] {
  const screen = ui.screen()
  const at = screen.findIndex(line => line.includes(`▾ ${folder}`))
  return screen.slice(at, at + count).map(line => line.split(' │')[0]?.trimEnd() ?? '')
}

test('folders open in place, one after the other, and close again', async () => {
  const name = uniqueName('tree')
  const {putAll} = openColleague(address)
  await putAll({[`${name}/b/c`]: 'deep', [`${name}/a`]: 'first', [`${name}/d`]: 'last'})
  const ui = await openTreeAt(`${name}/a`)
  await ui.onRow(/^ {4}a +first/)
  await ui.press('table.down')
  await ui.onRow(/▸ b\//)
  await ui.press('kv.open')
  await ui.see(/▾ b\/ +1 key/)
  await ui.press('kv.expand')
  await ui.onRow(/^ {6}c +deep/)
  expect(below(ui, `${name}/`, 5).map(line => line.trim().split(/\s+/).slice(0, 2).join(' '))).toEqual([
    `▾ ${name}/`,
    'a first',
    '▾ b/',
    'c deep',
    'd last',
  ])
  await ui.press('kv.collapse')
  await ui.onRow(/▾ b\//)
  await ui.press('kv.collapse')
  await ui.onRow(/▸ b\//)
  await ui.press('kv.collapse')
  await ui.onRow(`▾ ${name}/`)
})

test('what is open and where the cursor is is there again after another tab, a key, and a look at one folder', async () => {
  const name = uniqueName('again')
  const {putAll} = openColleague(address)
  await putAll({[`${name}/x/one`]: '1', [`${name}/x/two`]: '2'})
  const ui = await openTreeAt(`${name}/x/two`)
  await ui.onRow(/two +2/)
  await ui.press('tab.members')
  await ui.see(/alive/)
  await ui.press('tab.kv')
  await ui.onRow(/two +2/)
  await ui.press('kv.open')
  await ui.see(`KV › ${name} › x › two`)
  await ui.press('back')
  await ui.onRow(/two +2/)
  await ui.press('kv.zoom')
  await ui.see(new RegExp(`^KV › ${name} › x +2 keys`))
  await ui.onRow(/^ {2}one +1/)
  await ui.press('back')
  await ui.onRow(/^ {6}two +2/)
})

test('a filter keeps what matches, with the folders it lies in', async () => {
  const name = uniqueName('filter')
  const {putAll} = openColleague(address)
  await putAll({[`${name}/prod/api`]: 'A', [`${name}/prod/web`]: 'W', [`${name}/owner`]: 'O'})
  const ui = await openTreeAt(`${name}/prod/api`)
  await ui.onRow(/api +A/)
  await ui.filter('WEB')
  await ui.see('3 of')
  await ui.until(screen => !screen.some(line => /api +A|owner +O/.test(line)), 'the others to go')
  expect(below(ui, `${name}/`, 3).map(line => line.trim().split(/\s+/)[1])).toEqual([
    `${name}/`,
    'prod/',
    'W',
  ])
  await ui.press('back')
  await ui.see(/owner +O/)
})

test('a key that is not there is said to be missing, with the cursor where it would be', async () => {
  const name = uniqueName('missing')
  const {put} = openColleague(address)
  await put(`${name}/there`, 'yes')
  const ui = await openTreeAt(`${name}/nowhere`)
  await ui.see(`there is no key ${name}/nowhere`)
  await ui.onRow(`▾ ${name}/`)
})

test('the key help and the palette lead to a key by its path', async () => {
  const name = uniqueName('path')
  const {put} = openColleague(address)
  await put(`${name}/deep/down/here`, 'found')
  const ui = await openUi({address, view: 'kv'})
  await ui.see('KEY')
  await ui.press('kv.goTo')
  await ui.type(`${name}/deep/down/here`)
  await ui.press('prompt.submit')
  await ui.onRow(/here +found/)
})

const ODD = [
  '/x',
  'a//b',
  'a/./b',
  'a/../b',
  ' ',
  ' lead',
  'trail ',
  'with blank',
  'tab\there',
  'esc\x1b[31mred',
  'p%2Fq',
  'both',
  'both/',
  'both/child',
  'ünï/日本語',
  'zero\u200bwidth',
  '"quoted"',
  'new\nline',
]

/** Every key that Consul takes has a row of its own, by which its own value is found: no other's. */
test('every odd key shows as one of its own, and opens as itself', async () => {
  const name = uniqueName('odd')
  const {putAll} = openColleague(address)
  await putAll(Object.fromEntries(ODD.map((key, index) => [`${name}/${key}`, `value ${index}.`])))
  const ui = await openUi({address, view: 'kv', columns: 120, rows: 60})
  await ui.see('KEY')
  for (const key of [
    '/x',
    'a//b',
    'a/./b',
    'a/../b',
    'both/child',
    'ünï/日本語',
    'esc\x1b[31mred',
    'both/',
  ]) {
    await ui.press('kv.goTo')
    await ui.paste(`${name}/${key}`)
    await ui.press('prompt.submit')
    await ui.onRow(`value ${ODD.indexOf(key)}.`)
  }
  for (const index of ODD.keys()) await ui.see(`value ${index}.`)
  const rows = ui.screen().map(line => line.split(' │')[0] ?? '')
  const names = rows.filter(line => line.includes('value')).map(line => line.split('value')[0]?.trim())
  expect(names.toSorted()).toEqual(
    [
      '" "',
      '" lead"',
      '"\\"quoted\\""',
      '"esc\\u{1b}[31mred"',
      '"new\\u{a}line"',
      '"tab\\u{9}here"',
      '"trail "',
      '"zero\\u{200b}width"',
      'b',
      'b',
      'b',
      'both',
      'both/ (the key itself)',
      'child',
      'p%2Fq',
      'with blank',
      'x',
      '日本語',
    ].toSorted(),
  )
  expect(rows.some(line => line.includes('▾ (empty)/'))).toBe(true)
  await ui.press('kv.open')
  await ui.see('size')
  await ui.see(`value ${ODD.indexOf('both/')}.`)
})
