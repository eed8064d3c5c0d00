import {readFile, stat} from 'node:fs/promises'
import {dirname} from 'node:path'
import {expect, inject, onTestFinished, test} from 'vitest'
import {deleteKey, putKey, readKey} from '../../../src/api/kv.ts'
import {isClean} from '../../../src/state/kv/account.ts'
import {planDelete, runDelete} from '../../../src/state/kv/delete.ts'
import type {KvTools} from '../../../src/state/kv/tools.ts'
import {uniqueName} from '../../support/cluster.ts'
import {createFaultProxy} from '../../support/fault-proxy.ts'
import {bytes, consulKv, control, openKvTools, putAll, valuesUnder} from '../../support/kv-tools.ts'

const {entry: agent} = inject('cluster')

const many = (folder: string, count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({length: count}, (_, i) => [`${folder}${String(i).padStart(4, '0')}`, `v${i}`]),
  )

const planFor = (tools: KvTools, folder: string) =>
  planDelete(tools, {kind: 'folder', key: folder}, {}, control())

test('the plan counts keys, bytes and transactions, and names what shares the prefix and is not touched', async () => {
  const tools = await openKvTools()
  const root = uniqueName('plan')
  const beside = {[`${root}/test`]: 'a', [`${root}/test2`]: 'b', [`${root}/test-old/x`]: 'c'}
  await putAll(tools, {...beside, ...many(`${root}/test/`, 70), [`${root}/test/`]: 'the folder itself'})
  const plan = await planFor(tools, `${root}/test/`)
  expect(plan.inventory.items).toHaveLength(71)
  expect(plan.inventory.bytes).toBe(10 * 2 + 60 * 3 + 'the folder itself'.length)
  expect(plan.transactions).toBe(2)
  expect(plan.siblings).toEqual({
    named: [`${root}/test`, `${root}/test-old/`, `${root}/test2`],
    more: 0,
  })
  const account = await runDelete(tools, plan, control())
  expect(account).toMatchObject({done: 71, rest: 0})
  expect(isClean(account)).toBe(true)
  expect(await valuesUnder(tools, `${root}/`)).toEqual(beside)
})

test('a folder is saved before it goes, for its owner alone, in a file that consul reads back', async () => {
  const tools = await openKvTools()
  const folder = `${uniqueName('saved')}/`
  await putAll(tools, {[`${folder}a b`]: 'x', [`${folder}ü/%2F`]: '', [`${folder}z`]: '\0\xff'})
  await putKey(tools.client, {key: `${folder}flags`, value: bytes('f'), flags: 2n ** 64n - 1n})
  const before = await consulKv('export', folder)
  const plan = await planFor(tools, folder)
  const {file} = await runDelete(tools, plan, control())
  expect(file).toBe(plan.file)
  expect(await readFile(file ?? '', 'utf8')).toBe(before)
  expect((await stat(file ?? '')).mode & 0o777).toBe(0o600)
  expect((await stat(dirname(file ?? ''))).mode & 0o777).toBe(0o700)
  expect(await valuesUnder(tools, folder)).toEqual({})
  await consulKv('import', `@${file}`)
  expect(await consulKv('export', folder)).toBe(before)
})

test('what cannot be saved is not deleted', async () => {
  const tools = await openKvTools()
  const folder = `${uniqueName('unsaved')}/`
  await putAll(tools, {[`${folder}a`]: '1'})
  const plan = {...(await planFor(tools, folder)), file: `${import.meta.filename}/no/folder.json`}
  await expect(runDelete(tools, plan, control())).rejects.toThrow('cannot be written')
  expect(await valuesUnder(tools, folder)).toEqual({[`${folder}a`]: '1'})
})

test('what somebody else has deleted meanwhile is not ours to bring back', async () => {
  const tools = await openKvTools()
  const key = uniqueName('theirs')
  await putAll(tools, {[key]: '1'})
  const plan = await planDelete(tools, {kind: 'key', key}, {}, control())
  await deleteKey(tools.client, {key})
  expect(await runDelete(tools, plan, control())).toMatchObject({done: 1, gone: 1})
  expect(tools.journal.last()).toBeUndefined()
})

test('what changed, came or went after it was counted is left alone and reported', async () => {
  const tools = await openKvTools()
  const folder = `${uniqueName('changed')}/`
  await putAll(tools, many(folder, 70))
  const plan = await planFor(tools, folder)
  await putAll(tools, {[`${folder}0003`]: 'theirs', [`${folder}0066`]: 'theirs', [`${folder}new`]: 'theirs'})
  const account = await runDelete(tools, plan, control())
  expect(account).toMatchObject({done: 68, changed: [`${folder}0003`, `${folder}0066`], rest: 0})
  expect(await valuesUnder(tools, folder)).toEqual({
    [`${folder}0003`]: 'theirs',
    [`${folder}0066`]: 'theirs',
    [`${folder}new`]: 'theirs',
  })
})

test('a stop half-way leaves an exact account: what went, and what is still there', async () => {
  const tools = await openKvTools()
  const folder = `${uniqueName('stopped')}/`
  await putAll(tools, many(folder, 200))
  const plan = await planFor(tools, folder)
  let reports = 0
  const account = await runDelete(
    tools,
    plan,
    control(({done, total}) => {
      if (done === total) reports += 1
      return reports === 1 && done === 64
    }),
  )
  expect(account).toMatchObject({done: 64, rest: 136, unknown: [], stopped: 'operator'})
  expect(Object.keys(await valuesUnder(tools, folder))).toHaveLength(136)
})

const deletions = /"Verb":"delete-cas"/

async function openCuttable() {
  const proxy = await createFaultProxy({target: agent.httpAddress})
  onTestFinished(proxy.close)
  return {proxy, tools: await openKvTools(proxy.address)}
}

test('an answer that gets lost is looked up, and the work goes on', async () => {
  const {proxy, tools} = await openCuttable()
  const folder = `${uniqueName('lost')}/`
  await putAll(tools, many(folder, 100))
  const plan = await planFor(tools, folder)
  proxy.set({kind: 'cut', afterBytes: 0}, /^\/v1\/txn/, deletions)
  expect(await runDelete(tools, plan, control())).toMatchObject({done: 100, unknown: [], rest: 0})
  expect(proxy.requests.filter(({body}) => deletions.test(body))).toHaveLength(2)
  expect(await valuesUnder(tools, folder)).toEqual({})
})

test('where an answer gets lost and nothing can be looked up, the account says what is not known', async () => {
  const {proxy, tools} = await openCuttable()
  const folder = `${uniqueName('dead')}/`
  await putAll(tools, many(folder, 200))
  const plan = await planFor(tools, folder)
  const account = await runDelete(tools, plan, {
    signal: new AbortController().signal,
    // The agent dies after the first deletion: the second arrives, and nothing comes back any more.
    report: ({done}) => {
      if (done === 64 && proxy.requests.some(({body}) => deletions.test(body)))
        proxy.set({kind: 'cut', afterBytes: 0})
    },
  })
  expect(account).toMatchObject({done: 64, rest: 72, stopped: {kind: 'unreachable'}})
  expect(account.unknown).toHaveLength(64)
  proxy.set(undefined)
  expect(Object.keys(await valuesUnder(tools, folder))).toHaveLength(72)
  const again = await runDelete(tools, await planFor(tools, folder), control())
  expect(again).toMatchObject({done: 72, rest: 0})
})

test('a refusal half-way stops with what was done: nothing of the refused transaction happened', async () => {
  const {proxy, tools} = await openCuttable()
  const folder = `${uniqueName('refused')}/`
  await putAll(tools, many(folder, 100))
  const plan = await planFor(tools, folder)
  proxy.set(
    {kind: 'status', status: 413, body: 'Request body too large, max size: 9 bytes'},
    /txn/,
    deletions,
  )
  const account = await runDelete(tools, plan, control())
  expect(account).toMatchObject({done: 0, rest: 100, unknown: [], stopped: {kind: 'invalid', status: 413}})
})

test('one key goes by itself, as it was seen', async () => {
  const tools = await openKvTools()
  const key = uniqueName('one')
  await putAll(tools, {[key]: '1', [`${key}2`]: '2', [`${key}/x`]: '3'})
  const plan = await planDelete(tools, {kind: 'key', key}, {}, control())
  expect(plan).toMatchObject({file: undefined, transactions: 1, inventory: {items: [{key, bytes: 1}]}})
  expect(await runDelete(tools, plan, control())).toMatchObject({done: 1})
  expect((await readKey(tools.client, key)).data).toBeUndefined()
  expect(await valuesUnder(tools, key)).toEqual({[`${key}2`]: '2', [`${key}/x`]: '3'})
})
