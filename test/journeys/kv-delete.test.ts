import {readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, inject, onTestFinished, test} from 'vitest'
import {transact} from '../../src/api/transaction.ts'
import {uniqueName} from '../support/cluster.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'
import {aimAt, many, openClient, openKv} from '../support/kv-screen.ts'
import {bytes, putAll, valuesUnder} from '../support/kv-tools.ts'

const address = inject('cluster').entry.httpAddress

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

/** The stock command line takes a leading slash away: what it makes of `-recurse /` is everything that there is. */
test('no command is shown that would hit something else', async () => {
  const tools = openClient()
  const name = uniqueName('slash')
  const inside = {[`/${name}/x`]: '1', [`${name}//y`]: '2'}
  await transact(
    tools.client,
    Object.entries(inside).map(([key, value]) => ({verb: 'set', key, value: bytes(value)})),
  )
  const ui = await openKv()
  await aimAt(ui, '/')
  await ui.press('kv.delete')
  await ui.see('Delete / with all that is in it?')
  await ui.see('Type / to confirm')
  expect(ui.screen().filter(line => line.includes('consul kv delete'))).toEqual([])
  await ui.press('dialog.cancel')
  await aimAt(ui, `${name}/`)
  await ui.press('kv.delete')
  await ui.see(`consul kv delete -http-addr=${address} -recurse ${name}/`)
  await ui.type(name)
  await ui.press('dialog.takeTyped')
  await ui.see(`deleted 1 key of ${name}/`)
  expect(await valuesUnder(tools, `/${name}/`)).toEqual({[`/${name}/x`]: '1'})
  await transact(tools.client, [{verb: 'delete', key: `/${name}/x`}])
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
