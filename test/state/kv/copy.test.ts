import {expect, inject, onTestFinished, test} from 'vitest'
import {listEntries, putKey, readKey} from '../../../src/api/kv.ts'
import {runCopy} from '../../../src/state/kv/copy.ts'
import {type CopyRequest, planCopy, refusalOfCopy} from '../../../src/state/kv/copy-plan.ts'
import type {KvTools} from '../../../src/state/kv/tools.ts'
import {uniqueName} from '../../support/cluster.ts'
import {createFaultProxy} from '../../support/fault-proxy.ts'
import {bytes, contentOf, control, openKvTools, putAll, valuesUnder} from '../../support/kv-tools.ts'

const {entry: agent} = inject('cluster')

const many = (folder: string, count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({length: count}, (_, i) => [`${folder}${String(i).padStart(4, '0')}`, `v${i}`]),
  )

const request = (source: string, target: string, more: Partial<CopyRequest> = {}): CopyRequest => ({
  source: {kind: source.endsWith('/') ? 'folder' : 'key', key: source},
  from: {},
  target,
  to: {},
  move: true,
  ...more,
})

const carryOut = async (tools: KvTools, asked: CopyRequest, overwrite = false) =>
  runCopy(tools, await planCopy(tools, asked, control()), {overwrite}, control())

test('a folder moves whole, values and flags byte for byte, and nothing beside it', async () => {
  const tools = await openKvTools()
  const root = uniqueName('move')
  const beside = {[`${root}/a`]: '1', [`${root}/a2`]: '2', [`${root}/a-b/c`]: '3'}
  await putAll(tools, {...beside, ...many(`${root}/a/`, 70), [`${root}/a/`]: '', [`${root}/a/x//y`]: 'deep'})
  const odd = {value: Uint8Array.from({length: 256}, (_, i) => i), flags: 2n ** 64n - 1n}
  await putKey(tools.client, {key: `${root}/a/ü %2F`, ...odd})
  const before = await listEntries(tools.client, `${root}/a/`)
  expect(await carryOut(tools, request(`${root}/a/`, `${root}/b/`))).toMatchObject({
    done: 73,
    rest: 0,
    inBoth: 0,
  })
  const after = await listEntries(tools.client, `${root}/b/`)
  expect(after.data.map(contentOf)).toEqual(before.data.map(contentOf))
  expect(after.data.map(({key}) => key)).toEqual(
    before.data.map(({key}) => key.replace(`${root}/a/`, `${root}/b/`)),
  )
  expect((await listEntries(tools.client, `${root}/a/`)).data).toEqual([])
  expect(await valuesUnder(tools, `${root}/a`)).toEqual(beside)
})

test('a value that is too large for a transaction moves too', async () => {
  const tools = await openKvTools()
  const root = uniqueName('large')
  const value = new Uint8Array(512 * 1024).fill(7)
  await putKey(tools.client, {key: `${root}/a/big`, value, flags: 3n})
  await putAll(tools, {[`${root}/a/small`]: 's'})
  expect(await carryOut(tools, request(`${root}/a/`, `${root}/b/`))).toMatchObject({done: 2, rest: 0})
  const {data} = await readKey(tools.client, `${root}/b/big`)
  expect(data?.flags).toBe(3n)
  expect(Buffer.compare(data?.value ?? bytes(''), value)).toBe(0)
  expect(await valuesUnder(tools, `${root}/a/`)).toEqual({})
  const renamed = await carryOut(tools, request(`${root}/b/big`, `${root}/c`))
  expect(renamed).toMatchObject({done: 1})
  expect((await readKey(tools.client, `${root}/b/big`)).data).toBeUndefined()
  expect((await readKey(tools.client, `${root}/c`)).data?.value.byteLength).toBe(value.byteLength)
})

test('one key is renamed in one transaction', async () => {
  const proxy = await createFaultProxy({target: agent.httpAddress})
  onTestFinished(proxy.close)
  const tools = await openKvTools(proxy.address)
  const key = uniqueName('rename')
  await putAll(tools, {[key]: 'v', [`${key}2`]: 'beside'})
  expect(await carryOut(tools, request(key, `${key}-new`))).toMatchObject({done: 1})
  const writes = proxy.requests.filter(({body}) => /"Verb":"(cas|delete-cas)"/.test(body))
  expect(writes.map(({body}) => JSON.parse(body).map(({KV}: {KV: {Verb: string}}) => KV.Verb))).toEqual([
    ['cas', 'delete-cas'],
  ])
  expect(await valuesUnder(tools, key)).toEqual({[`${key}-new`]: 'v', [`${key}2`]: 'beside'})
})

test('a key that is there already is neither overwritten nor taken for a copy, unless the question said so', async () => {
  const tools = await openKvTools()
  const root = uniqueName('exists')
  await putAll(tools, {[`${root}/a/1`]: 'mine', [`${root}/a/2`]: 'same', [`${root}/a/3`]: 'new'})
  await putAll(tools, {[`${root}/b/1`]: 'theirs', [`${root}/b/2`]: 'same'})
  const plan = await planCopy(tools, request(`${root}/a/`, `${root}/b/`), control())
  expect([...plan.existing.values()].map(({same}) => same)).toEqual([false, true])
  const account = await runCopy(tools, plan, {overwrite: false}, control())
  expect(account).toMatchObject({done: 2, occupied: [`${root}/a/1`], rest: 0})
  expect(await valuesUnder(tools, `${root}/`)).toEqual({
    [`${root}/a/1`]: 'mine',
    [`${root}/b/1`]: 'theirs',
    [`${root}/b/2`]: 'same',
    [`${root}/b/3`]: 'new',
  })
  expect(await carryOut(tools, request(`${root}/a/`, `${root}/b/`), true)).toMatchObject({done: 1})
  expect(await valuesUnder(tools, `${root}/b/1`)).toEqual({[`${root}/b/1`]: 'mine'})
})

test('what is written at the target after the question is not overwritten', async () => {
  const tools = await openKvTools()
  const root = uniqueName('raced')
  await putAll(tools, {[`${root}/a/1`]: 'mine', [`${root}/a/2`]: 'mine', [`${root}/b/1`]: 'seen'})
  const plan = await planCopy(tools, request(`${root}/a/`, `${root}/b/`), control())
  await putAll(tools, {[`${root}/b/1`]: 'later', [`${root}/b/2`]: 'later'})
  const account = await runCopy(tools, plan, {overwrite: true}, control())
  expect(account).toMatchObject({done: 0, changed: [`${root}/a/1`, `${root}/a/2`]})
  expect(await valuesUnder(tools, `${root}/`)).toEqual({
    [`${root}/a/1`]: 'mine',
    [`${root}/a/2`]: 'mine',
    [`${root}/b/1`]: 'later',
    [`${root}/b/2`]: 'later',
  })
})

test('a folder goes to another datacenter and back', async () => {
  const tools = await openKvTools()
  const folder = `${uniqueName('dc')}/`
  const values = many(folder, 70)
  await putAll(tools, values)
  expect(await carryOut(tools, request(folder, folder, {to: {datacenter: 'dc2'}}))).toMatchObject({done: 70})
  expect(await valuesUnder(tools, folder)).toEqual({})
  expect(await valuesUnder(tools, folder, {datacenter: 'dc2'})).toEqual(values)
  const back = request(folder, folder, {from: {datacenter: 'dc2'}, move: false})
  expect(await carryOut(tools, back)).toMatchObject({done: 70})
  expect(await valuesUnder(tools, folder)).toEqual(values)
  expect(await valuesUnder(tools, folder, {datacenter: 'dc2'})).toEqual(values)
})

test('a store that was named twice is still one: a key is never deleted for being its own copy', async () => {
  const tools = await openKvTools()
  const folder = `${uniqueName('itself')}/`
  const values = many(folder, 3)
  await putAll(tools, values)
  const account = await carryOut(tools, request(folder, folder, {to: {datacenter: 'dc1'}}))
  expect(account).toMatchObject({done: 0, inBoth: 0})
  expect(await valuesUnder(tools, folder)).toEqual(values)
  const [key = ''] = Object.keys(values)
  expect(await carryOut(tools, request(key, key, {to: {datacenter: 'dc1'}}))).toMatchObject({done: 0})
  expect(await valuesUnder(tools, folder)).toEqual(values)
})

test.each([
  ['a/', 'a/', 'a/ cannot be moved onto itself'],
  ['a/', 'a/b/', 'a folder cannot be moved into itself'],
  ['a', 'a', 'a cannot be moved onto itself'],
  ['a', '', 'name where it is to go'],
])('%s to %s is refused with a sentence', (source, target, sentence) => {
  expect(refusalOfCopy(request(source, target))).toContain(sentence)
})

test.each([
  ['a/', 'a2/'],
  ['a', 'a/'],
  ['a/', 'b/a/'],
])('%s to %s is not', (source, target) => {
  expect(refusalOfCopy(request(source, target))).toBeUndefined()
  expect(refusalOfCopy(request(source, source, {to: {datacenter: 'dc2'}}))).toBeUndefined()
})

test('a folder that would land on its own keys is refused', async () => {
  const tools = await openKvTools()
  const root = uniqueName('overlap')
  const values = {[`${root}/b/b/x`]: '1', [`${root}/b/x`]: '2'}
  await putAll(tools, values)
  await expect(carryOut(tools, request(`${root}/b/`, `${root}/`))).rejects.toThrow('would land on')
  expect(await valuesUnder(tools, `${root}/`)).toEqual(values)
})

test('a move that is stopped while it copies has deleted nothing', async () => {
  const tools = await openKvTools()
  const root = uniqueName('stop')
  const values = many(`${root}/a/`, 200)
  await putAll(tools, values)
  const plan = await planCopy(tools, request(`${root}/a/`, `${root}/b/`), control())
  const account = await runCopy(
    tools,
    plan,
    {overwrite: false},
    control(({done, unit}) => unit === 'keys copied' && done >= 64),
  )
  const copied = Object.keys(await valuesUnder(tools, `${root}/b/`)).length
  expect(copied).toBeGreaterThan(0)
  expect(account).toMatchObject({done: 0, inBoth: copied, rest: 200 - copied, stopped: 'operator'})
  expect(await valuesUnder(tools, `${root}/a/`)).toEqual(values)
  // Going on is doing it again: what is there with the same value counts as copied.
  expect(await carryOut(tools, request(`${root}/a/`, `${root}/b/`))).toMatchObject({done: 200})
  expect(await valuesUnder(tools, `${root}/a/`)).toEqual({})
})

test('a copy that cannot be read back is not taken for one, and its source stays', async () => {
  const proxy = await createFaultProxy({target: agent.httpAddress})
  onTestFinished(proxy.close)
  const tools = await openKvTools(proxy.address)
  const root = uniqueName('unverified')
  const values = many(`${root}/a/`, 100)
  await putAll(tools, values)
  const plan = await planCopy(tools, request(`${root}/a/`, `${root}/b/`), control())
  const readBack = new RegExp(`"Verb":"get","Key":"${root}/b/`)
  proxy.set(
    {kind: 'rewrite', rewrite: body => body.replaceAll(/"Value":"[^"]*"/g, '"Value":"eA=="')},
    /txn/,
    readBack,
  )
  expect(await runCopy(tools, plan, {overwrite: false}, control())).toMatchObject({done: 0, inBoth: 0})
  proxy.set({kind: 'refuse'}, /txn/, readBack)
  const cut = await runCopy(tools, plan, {overwrite: false}, control())
  expect(cut.done).toBe(0)
  expect(await valuesUnder(tools, `${root}/a/`)).toEqual(values)
})

test('limits are found out once for each datacenter', async () => {
  const proxy = await createFaultProxy({target: agent.httpAddress})
  onTestFinished(proxy.close)
  const tools = await openKvTools(proxy.address)
  await Promise.all([tools.limits({}), tools.limits({}), tools.limits({datacenter: 'dc2'})])
  await tools.limits({})
  expect(proxy.requests.filter(({body}) => body.length > 500_000)).toHaveLength(2)
})

test('a file of what was overwritten is made and named only where something may be overwritten', async () => {
  const tools = await openKvTools()
  const root = uniqueName('kept')
  await putAll(tools, {[`${root}/a/1`]: '1', [`${root}/a/2`]: '2', [`${root}/b/1`]: 'theirs'})
  const plan = await planCopy(tools, request(`${root}/a/`, `${root}/b/`, {move: false}), control())
  const overwritten = `${await tools.files.keepingFolder()}/${uniqueName('overwritten')}.json`
  const kept = {...plan, files: {...plan.files, overwritten}}
  const account = await runCopy(tools, kept, {overwrite: false}, control())
  expect(account).toMatchObject({done: 1, occupied: [`${root}/a/1`]})
  expect(account).not.toHaveProperty('file')
  expect(await tools.files.exists(overwritten)).toBe(false)
})
