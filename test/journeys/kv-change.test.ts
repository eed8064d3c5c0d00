import {readdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, inject, onTestFinished, test} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {putKey} from '../../src/api/kv.ts'
import {uniqueName} from '../support/cluster.ts'
import {openUi, type Ui, type UiOptions} from '../support/driver.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'
import {bytes, consulKv, putAll, valuesUnder} from '../support/kv-tools.ts'

const {entry: agent} = inject('cluster')
const address = agent.httpAddress
const THERE = {datacenter: 'dc2'}

function openClient() {
  const client = createConsulClient({address})
  onTestFinished(() => client.close())
  return {client}
}

async function openKv(options: Partial<UiOptions> = {}): Promise<Ui> {
  const ui = await openUi({address, view: 'kv', columns: 120, rows: 34, ...options})
  await ui.see('● live')
  return ui
}

/** Puts the cursor on a row of the root by its whole name. */
async function aimAt(ui: Ui, name: string): Promise<void> {
  await ui.filter(`/^${name}$/`)
  await ui.onRow(name)
}

const many = (folder: string, count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({length: count}, (_, i) => [`${folder}${String(i).padStart(4, '0')}`, `v${i}`]),
  )

/** The one step between a slip and an outage: the name. What is beside it is named, and stays. */
test('a folder is deleted by its name, saved first, and brought back by u', async () => {
  const tools = openClient()
  const name = uniqueName('gone')
  const beside = {[name]: 'key', [`${name}2`]: 'key', [`${name}-old/x`]: 'key'}
  const inside = many(`${name}/`, 70)
  await putAll(tools, {...beside, ...inside})
  const ui = await openKv()
  await aimAt(ui, `${name}/`)
  await ui.press('kv.delete')
  await ui.see(`Delete ${name}/ with all that is in it?`)
  await ui.see(/│ 70 +│ 200 B +│ 0 +│ 2 /)
  await ui.see(`Not touched: ${name}, ${name}-old/, ${name}2.`)
  await ui.see(/Saved first in ~\/\.local\/state\/lictor\/gone-.*\.json/)
  await ui.see(`consul kv delete -http-addr=${address} -recurse ${name}/`)

  await ui.press('dialog.takeTyped')
  await ui.see(`That is not ${name}/: nothing was changed`)
  await ui.type(`${name}2`)
  await ui.press('dialog.takeTyped')
  await ui.see(`That is not ${name}/: nothing was changed`)
  expect(await valuesUnder(tools, name)).toEqual({...beside, ...inside})
  await ui.see(/│ 70 +│ 200 B/)

  await ui.press('dialog.deleteToStart')
  await ui.paste(`${name}/`)
  await ui.press('dialog.takeTyped')
  await ui.see(`deleted 70 keys of ${name}/, saved in ~/.local/state/lictor/`)
  expect(await valuesUnder(tools, name)).toEqual(beside)
  const [file = ''] = await readdir(join(ui.home, '.local/state/lictor'))
  expect(JSON.parse(await readFile(join(ui.home, '.local/state/lictor', file), 'utf8'))).toHaveLength(70)

  await ui.press('kv.undo')
  await ui.see(`Take back: deleted ${name}/`)
  await ui.confirm('Take back 70 keys')
  await ui.see(`took back: deleted ${name}/ (70 keys)`)
  expect(await valuesUnder(tools, name)).toEqual({...beside, ...inside})
})

/** Esc, and the folder is there: a question is not a deletion. */
test('a question that is left deletes nothing, and writes no file', async () => {
  const tools = openClient()
  const name = uniqueName('left')
  await putAll(tools, {[`${name}/a`]: '1'})
  const ui = await openKv()
  await aimAt(ui, `${name}/`)
  await ui.press('kv.delete')
  await ui.see('Type ')
  await ui.type(`${name}/`)
  await ui.press('dialog.cancel')
  await ui.gone('Type ')
  expect(await valuesUnder(tools, name)).toEqual({[`${name}/a`]: '1'})
  expect(await readdir(join(ui.home, '.local/state/lictor'))).toEqual([])
})

/** A key is one answer away, and one key to bring back. */
test('a key is deleted as it was seen, after a question with size and index', async () => {
  const tools = openClient()
  const name = uniqueName('key')
  await putAll(tools, {[name]: 'value', [`${name}/x`]: 'inside'})
  const ui = await openKv()
  await aimAt(ui, name)
  await ui.press('kv.delete')
  await ui.see(`Delete ${name}?`)
  await ui.see(/│ 5 B +│ \d+ /)
  await ui.see(/consul kv delete .*-cas -modify-index=\d+/)
  await ui.confirm('Delete')
  await ui.see(`deleted ${name}; u brings it back`)
  expect(await valuesUnder(tools, name)).toEqual({[`${name}/x`]: 'inside'})
  await ui.press('kv.undo')
  await ui.confirm('Take back 1 key')
  await ui.see(`took back: deleted ${name} (1 key)`)
  expect(await valuesUnder(tools, name)).toEqual({[name]: 'value', [`${name}/x`]: 'inside'})
})

/** Someone was faster than the answer: his value stays, and the account says so. */
test('what is changed while the question is on the screen is not deleted', async () => {
  const tools = openClient()
  const name = uniqueName('raced')
  await putAll(tools, {[`${name}/a`]: '1', [`${name}/b`]: '2'})
  const ui = await openKv()
  await aimAt(ui, `${name}/`)
  await ui.press('kv.delete')
  await ui.see(`Type ${name}/ to confirm`)
  await putAll(tools, {[`${name}/b`]: 'theirs'})
  await ui.type(name)
  await ui.press('dialog.takeTyped')
  await ui.see(`Not all: deleted 1 of 2 keys of ${name}/`)
  await ui.see(`Somebody else changed these meanwhile; left as they are: ${name}/b`)
  await ui.marked('Close')
  expect(await valuesUnder(tools, name)).toEqual({[`${name}/b`]: 'theirs'})
})

/** The cursor goes along with what was renamed. */
test('a key is renamed, and a folder onto itself or into itself is refused', async () => {
  const tools = openClient()
  const name = uniqueName('rename')
  await putAll(tools, {[name]: 'value', [`${name}/x`]: 'inside'})
  const ui = await openKv()
  await ui.filter(name)
  await ui.until(() => ui.selected().includes(name), 'the rows')
  await ui.press('table.first')
  await ui.onRow(new RegExp(`${name} *$`))
  await ui.press('kv.move')
  await ui.see(`Rename or move to: ${name}`)
  await ui.type('-new')
  await ui.press('prompt.submit')
  await ui.see(`Move ${name} to ${name}-new?`)
  await ui.confirm('Move')
  await ui.see(`moved ${name} to ${name}-new`)
  await ui.onRow(`${name}-new`)
  expect(await valuesUnder(tools, name)).toEqual({[`${name}-new`]: 'value', [`${name}/x`]: 'inside'})

  await aimAt(ui, `${name}/`)
  for (const [typed, sentence] of [
    ['', `${name}/ cannot be moved onto itself`],
    ['deeper', 'a folder cannot be moved into itself'],
  ] as const) {
    await ui.press('kv.move')
    await ui.type(typed === '' ? ' \x7f' : typed)
    await ui.press('prompt.submit')
    await ui.see(sentence)
  }
  expect(await valuesUnder(tools, `${name}/`)).toEqual({[`${name}/x`]: 'inside'})
})

/** On its own page too: the page goes along. */
test('a key is renamed, copied and deleted from its page', async () => {
  const tools = openClient()
  const name = uniqueName('page')
  await putAll(tools, {[name]: 'value'})
  const ui = await openKv()
  await aimAt(ui, name)
  await ui.press('kv.open')
  await ui.see(`KV › ${name}`)
  await ui.press('kv.move')
  await ui.type('-b')
  await ui.press('prompt.submit')
  await ui.confirm('Move')
  await ui.see(`KV › ${name}-b`)
  await ui.see('value')
  await ui.press('kv.delete')
  await ui.see(`Delete ${name}-b?`)
  await ui.confirm('Delete')
  await ui.see(`deleted ${name}-b; u brings it back`)
  expect(await valuesUnder(tools, name)).toEqual({})
})

/** Nothing to take back is a reason to say so, not to stand in the way of what can be taken back. */
test('a step that somebody else has written over can be forgotten, and the one before it taken back', async () => {
  const tools = openClient()
  const name = uniqueName('forget')
  await putAll(tools, {[`${name}-a`]: '1', [`${name}-b`]: '2'})
  const ui = await openKv()
  for (const key of [`${name}-a`, `${name}-b`]) {
    await aimAt(ui, key)
    await ui.press('kv.delete')
    await ui.confirm('Delete')
    await ui.see(`deleted ${key}; u brings it back`)
  }
  await putAll(tools, {[`${name}-b`]: 'theirs'})
  await ui.press('kv.undo')
  await ui.see(`Nothing can be taken back of: deleted ${name}-b`)
  await ui.see(`Somebody else has changed these since; left as they are: ${name}-b`)
  await ui.marked('Keep it')
  await ui.press('dialog.toggle')
  await ui.press('dialog.take')
  await ui.see(`forgot: deleted ${name}-b`)
  await ui.press('kv.undo')
  await ui.confirm('Take back 1 key')
  await ui.see(`took back: deleted ${name}-a`)
  await ui.press('kv.undo')
  await ui.see('this session has changed no key that is not taken back already')
  expect(await valuesUnder(tools, name)).toEqual({[`${name}-a`]: '1', [`${name}-b`]: 'theirs'})
})

/** Of what is at the target already the question says how much it is, and nothing of it is lost by Enter alone. */
test('a copy over other values overwrites only by an answer of its own', async () => {
  const tools = openClient()
  const name = uniqueName('over')
  const target = {[`${name}-b/1`]: 'theirs', [`${name}-b/2`]: '2'}
  await putAll(tools, {[`${name}/1`]: '1', [`${name}/2`]: '2', [`${name}/3`]: '3', ...target})
  const ui = await openKv()
  await aimAt(ui, `${name}/`)
  const ask = async (): Promise<void> => {
    await ui.press('kv.copy')
    await ui.press('prompt.deleteToStart')
    await ui.type(`${name}-b`)
    await ui.press('prompt.submit')
  }
  await ask()
  await ui.see(`Copy ${name}/ to ${name}-b/?`)
  await ui.see(`There already with another value: ${name}-b/1.`)
  await ui.confirm('Copy the other 2')
  await ui.see(`Not all: copied 2 of 3 keys`)
  await ui.see(`Left, as the target has another value: ${name}/1`)
  await ui.press('dialog.take')
  expect(await valuesUnder(tools, `${name}-b/`)).toEqual({...target, [`${name}-b/3`]: '3'})
  await ask()
  await ui.marked('Cancel')
  await ui.press('dialog.previous')
  await ui.marked('Overwrite 1 too')
  await ui.press('dialog.take')
  await ui.see(`copied 3 keys of ${name}/ to ${name}-b/`)
  expect(await valuesUnder(tools, `${name}-b/1`)).toEqual({[`${name}-b/1`]: '1'})
})

/** `dc2:` is enough for the same place there; the undo finds its way from wherever one has gone. */
test('a folder goes to another datacenter, and u from there takes it back here', async () => {
  const tools = openClient()
  const name = uniqueName('dc')
  const inside = many(`${name}/`, 5)
  await putAll(tools, inside)
  const ui = await openKv()
  await ui.press('palette')
  await ui.see('dc dc2')
  await ui.press('prompt.cancel')
  await aimAt(ui, `${name}/`)
  await ui.press('kv.move')
  await ui.see('Tab: dc1: dc2:')
  await ui.press('prompt.complete')
  await ui.see(`move to: dc1:${name}/`)
  await ui.press('prompt.complete')
  await ui.see(`move to: dc2:${name}/`)
  await ui.press('prompt.submit')
  await ui.see(`Move ${name}/ to dc2: ${name}/?`)
  await ui.confirm('Move')
  await ui.see(`moved 5 keys of ${name}/ to dc2: ${name}/`)
  expect(await valuesUnder(tools, name)).toEqual({})
  expect(await valuesUnder(tools, name, THERE)).toEqual(inside)

  await ui.command('dc dc2')
  await ui.see(/^lictor +dc2/)
  await ui.see(`${name}/`)
  await ui.press('kv.undo')
  await ui.see(`Take back: moved ${name}/ to dc2: ${name}/`)
  await ui.see(`In dc2: ${name}/0000`)
  await ui.confirm('Take back 10 keys')
  await ui.see('took back: moved')
  expect(await valuesUnder(tools, name)).toEqual(inside)
  expect(await valuesUnder(tools, name, THERE)).toEqual({})
})

/** Ctrl-X in the middle: the account says where it stands, and one answer goes on. */
test('a deletion that is stopped half-way says what was done, and goes on when told to', async () => {
  const proxy = await createFaultProxy({target: address})
  onTestFinished(proxy.close)
  const tools = openClient()
  const name = uniqueName('half')
  await putAll(tools, many(`${name}/`, 200))
  const ui = await openKv({address: proxy.address})
  await aimAt(ui, `${name}/`)
  await ui.press('kv.delete')
  await ui.see(`Type ${name}/ to confirm`)
  const before = proxy.requests.length
  const deletions = /"Verb":"delete-cas"/
  proxy.set({kind: 'delay', ms: 300}, /txn/, deletions)
  await ui.type(name)
  await ui.press('dialog.takeTyped')
  await ui.until(
    () => proxy.requests.slice(before).some(({body}) => deletions.test(body)),
    'the first transaction to be sent',
  )
  await ui.chord('ctrl+x')
  const title = await ui.see(/Stopped: deleted \d+ of 200 keys/)
  const deleted = Number(/deleted (\d+) of/.exec(title)?.[1])
  expect(deleted % 64).toBe(0)
  expect(Object.keys(await valuesUnder(tools, name))).toHaveLength(200 - deleted)
  await ui.see('not reached')
  proxy.set(undefined, /txn/, deletions)
  await ui.marked('Close')
  await ui.press('dialog.toggle')
  await ui.marked('Look again and go on')
  await ui.press('dialog.take')
  await ui.see(`Delete ${name}/ with all that is in it?`)
  await ui.type(name)
  await ui.press('dialog.takeTyped')
  await ui.see(`deleted ${200 - deleted} keys of ${name}/`)
  expect(await valuesUnder(tools, name)).toEqual({})
})

/** To a file and back; a file that is there is asked about, and so is every value that would be lost. */
test('a folder is exported as consul does it, and imported again', async () => {
  const tools = openClient()
  const name = uniqueName('file')
  await putAll(tools, {[`${name}/a`]: '1', [`${name}/b c`]: ''})
  await putKey(tools.client, {key: `${name}/d`, value: bytes('\0\xff'), flags: 2n ** 63n})
  const ui = await openKv()
  await aimAt(ui, `${name}/`)
  const exportTo = async (path: string): Promise<void> => {
    await ui.press('kv.export')
    await ui.see(`Export ${name}/ to file: ${name}.json`)
    await ui.press('prompt.deleteToStart')
    await ui.type(path)
    await ui.press('prompt.submit')
  }
  await exportTo('~/out.json')
  await ui.see('exported 3 keys to ~/out.json')
  expect(await readFile(join(ui.home, 'out.json'), 'utf8')).toBe(await consulKv('export', `${name}/`))
  await exportTo('~/out.json')
  await ui.see('Overwrite ~/out.json?')
  await ui.press('dialog.cancel')
  await exportTo('~/no/such/folder.json')
  await ui.see('cannot be written: its folder does not exist')

  await consulKv('delete', `${name}/b c`)
  await putAll(tools, {[`${name}/a`]: 'other'})
  const importFrom = async (path: string): Promise<void> => {
    await ui.press('kv.import')
    await ui.type(path)
    await ui.press('prompt.submit')
  }
  await importFrom('~/out.json')
  await ui.see('Import ~/out.json?')
  await ui.see(/│ 1 +│ 1 +│ 1 /)
  await ui.see(`With another value: ${name}/a.`)
  await ui.confirm('Only the 1 new')
  await ui.see('imported 1 key of ~/out.json')
  expect(await valuesUnder(tools, `${name}/a`)).toEqual({[`${name}/a`]: 'other'})
  await importFrom('~/out.json')
  await ui.confirm('Overwrite 1 key')
  await ui.see('imported 1 key of ~/out.json')
  expect(await consulKv('export', `${name}/`)).toBe(await readFile(join(ui.home, 'out.json'), 'utf8'))
  await importFrom('~/out.json')
  await ui.see('3 keys of ~/out.json: all there already, as in the file')

  await writeFile(join(ui.home, 'bad.json'), '[{"key": "a", "flags": 0, "value": "%%"}]')
  await importFrom('~/bad.json')
  await ui.see('[0].value: expected base64')
  await importFrom('~/none.json')
  await ui.see('cannot be read: it does not exist')
})

/** One key press of `-read-only`: everything is said no to, and nothing but reads has left. */
test('with --read-only nothing is changed, and an export still works', async () => {
  const proxy = await createFaultProxy({target: address})
  onTestFinished(proxy.close)
  const tools = openClient()
  const name = uniqueName('ro')
  await putAll(tools, {[`${name}/a`]: '1'})
  const ui = await openKv({address: proxy.address, readOnly: true})
  await aimAt(ui, `${name}/`)
  for (const id of ['kv.delete', 'kv.move', 'kv.copy', 'kv.import', 'kv.undo']) {
    await ui.press(id)
    await ui.see('Lictor runs with --read-only')
    await ui.press('table.down')
    await ui.gone('Lictor runs with --read-only')
  }
  await ui.press('kv.export')
  await ui.press('prompt.deleteToStart')
  await ui.type('~/ro.json')
  await ui.press('prompt.submit')
  await ui.see('exported 1 key to ~/ro.json')
  const writes = proxy.requests.filter(
    ({method, body}) => method !== 'GET' && /"Verb":"(?!get|check)/.test(body),
  )
  expect(writes).toEqual([])
  expect(await valuesUnder(tools, name)).toEqual({[`${name}/a`]: '1'})
})
