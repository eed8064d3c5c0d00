import {expect, inject, onTestFinished, test} from 'vitest'
import {uniqueName, until} from '../support/cluster.ts'
import {createFaultProxy, type FaultProxy, type SeenRequest} from '../support/fault-proxy.ts'
import {aimAt, many, openClient, openKv} from '../support/kv-screen.ts'
import {putAll, valuesUnder} from '../support/kv-tools.ts'

const {entry} = inject('cluster')
const THERE = {datacenter: 'dc2'}

/** The cursor goes along with what was renamed. */
test('a key is renamed, and a folder onto itself or into itself is refused', async () => {
  const tools = openClient()
  const name = uniqueName('rename')
  await putAll(tools, {[name]: 'value', [`${name}/x`]: 'inside'})
  const ui = await openKv()
  await ui.filter(name)
  await ui.until(() => ui.selected().includes(name), 'the rows')
  await ui.press('table.first')
  await ui.onRow(new RegExp(`${name} +value`))
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

/** Where much is written a folder is listed later than its keys can be read. */
test.each([
  ['a key', '', /late-\w+-new +value/],
  ['a folder', '/', /▾ late-\w+-new\//],
])(
  'the cursor waits for a list that is late with %s: nothing opens, and nothing is called missing',
  async (_what, slash, row) => {
    const tools = openClient()
    const name = uniqueName('late')
    await putAll(tools, {[`${name}${slash && '/x'}`]: 'value'})
    const proxy = await createFaultProxy({target: entry.httpAddress})
    onTestFinished(proxy.close)
    const ui = await openKv({address: proxy.address})
    await aimAt(ui, `${name}${slash}`)
    const list = await holdNextList(proxy, () => putAll(tools, {[`${name}-other`]: 'wakes the poll'}))

    await ui.press('kv.move')
    await ui.press('prompt.deleteToStart')
    await ui.type(`${name}-new${slash}`)
    await ui.press('prompt.submit')
    await ui.confirm('Move')
    await ui.see(new RegExp(`moved .*${name}${slash} to ${name}-new${slash}`))
    const isLook = ({method, path}: SeenRequest) =>
      method === 'GET' && path.startsWith(`/v1/kv/${name}-new${slash}`) && !/[?&]keys/.test(path)
    await until(() => {
      const written = proxy.requests.findLastIndex(({method}) => method === 'PUT')
      return proxy.requests.slice(written).some(request => isLook(request) && !proxy.open().includes(request))
    }, 'a look for what has moved')
    list.resolve()
    await ui.onRow(row)
    expect(ui.screen().join('\n')).not.toContain('there is no key')
  },
)

/** Has the root listed by the poll that `wake` ends, and not again before this is resolved. */
async function holdNextList(
  proxy: FaultProxy,
  wake: () => Promise<void>,
): Promise<PromiseWithResolvers<void>> {
  const list = Promise.withResolvers<void>()
  const isList = /^\/v1\/kv\/\?.*keys/
  const open = () => proxy.open().filter(({path}) => isList.test(path))
  await until(() => open().length === 1, 'the poll of the root')
  const before = open()[0]
  proxy.set({kind: 'hold', until: list.promise}, isList)
  await wake()
  await until(() => open().length === 1 && open()[0] !== before, 'the next poll, held')
  return list
}

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

/** Where a word before a colon leads is not guessed: Consul says it in its time, or nothing is copied. */
test('a datacenter that is typed before Consul has named them is waited for', async () => {
  const tools = openClient()
  const name = uniqueName('early')
  await putAll(tools, {[`${name}/x`]: 'value'})
  const proxy = await createFaultProxy({target: entry.httpAddress})
  onTestFinished(proxy.close)
  proxy.set({kind: 'hang'}, /catalog\/datacenters/)
  const ui = await openKv({address: proxy.address})
  await aimAt(ui, `${name}/`)
  await ui.press('kv.copy')
  await ui.press('prompt.deleteToStart')
  await ui.type(`dc2:${name}-there/`)
  await ui.press('prompt.submit')
  await ui.see(`whether dc2 is a datacenter is not known`)
  expect(await valuesUnder(tools, 'dc2:')).toEqual({})
  proxy.set(undefined, /catalog\/datacenters/)
  await ui.press('refresh')
  await ui.press('kv.copy')
  await ui.press('prompt.deleteToStart')
  await ui.type(`dc2:${name}-there/`)
  await ui.press('prompt.submit')
  await ui.see(`Copy ${name}/ to dc2: ${name}-there/?`)
  await ui.press('dialog.cancel')
})
