import {expect, inject, onTestFinished, test} from 'vitest'
import {deleteKey, putKey, readKey} from '../../../src/api/kv.ts'
import type {KvEntry} from '../../../src/api/kv-entry.ts'
import {runCopy} from '../../../src/state/kv/copy.ts'
import {planCopy} from '../../../src/state/kv/copy-plan.ts'
import {planDelete, runDelete} from '../../../src/state/kv/delete.ts'
import {KEPT_KEYS} from '../../../src/state/kv/journal.ts'
import type {KvTools} from '../../../src/state/kv/tools.ts'
import type {KvTarget} from '../../../src/state/kv/tree-row.ts'
import {runUndo} from '../../../src/state/kv/undo.ts'
import {BackupLost, planUndo} from '../../../src/state/kv/undo-plan.ts'
import type {Where} from '../../../src/state/kv/where.ts'
import {writeKey} from '../../../src/state/kv/write.ts'
import {uniqueName} from '../../support/cluster.ts'
import {createFaultProxy} from '../../support/fault-proxy.ts'
import {bytes, control, openKvTools, putAll, valuesUnder} from '../../support/kv-tools.ts'

const {entry: agent} = inject('cluster')

const many = (folder: string, count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({length: count}, (_, i) => [`${folder}${String(i).padStart(5, '0')}`, `v${i}`]),
  )

const targetOf = (key: string): KvTarget => ({kind: key.endsWith('/') ? 'folder' : 'key', key})

const remove = async (tools: KvTools, key: string, where: Where = {}) =>
  runDelete(tools, await planDelete(tools, targetOf(key), where, control()), control())

const move = async (tools: KvTools, source: string, target: string, to: Where = {}) => {
  const request = {source: targetOf(source), from: {}, target, to, move: true}
  return runCopy(tools, await planCopy(tools, request, control()), {overwrite: true}, control())
}

const planOf = (tools: KvTools) => {
  const step = tools.journal.last()
  if (step === undefined) throw new Error('there is nothing to undo')
  return planUndo(tools, step, control())
}

const undo = async (tools: KvTools) => runUndo(tools, await planOf(tools), control())

/** A save as an editor makes it. */
const save = async (tools: KvTools, key: string, value: string): Promise<KvEntry | undefined> => {
  const {data: before} = await readKey(tools.client, key)
  const written = await writeKey(tools.client, {key, value: bytes(value), flags: 5n, base: before}, {})
  if (written.kind !== 'written') throw new Error('it was not written')
  tools.journal.record({key, before, after: written.entry, where: {}, what: `saved ${key}`})
  return written.entry
}

test('saves and a deletion are taken back one after the other, down to before the first', async () => {
  const tools = await openKvTools()
  const key = uniqueName('undo')
  await save(tools, key, 'one')
  await save(tools, key, 'two')
  await remove(tools, key)
  expect(tools.journal.store.getState().steps.map(({what}) => what)).toEqual([
    `saved ${key}`,
    `saved ${key}`,
    `deleted ${key}`,
  ])
  const value = async () => (await readKey(tools.client, key)).data
  await undo(tools)
  expect(await value()).toMatchObject({value: bytes('two'), flags: 5n})
  await undo(tools)
  expect(await value()).toMatchObject({value: bytes('one'), flags: 5n})
  await undo(tools)
  expect(await value()).toBeUndefined()
  expect(tools.journal.last()).toBeUndefined()
})

test('what somebody else has changed since is named, and left as it is', async () => {
  const tools = await openKvTools()
  const folder = `${uniqueName('changed')}/`
  await putAll(tools, {[`${folder}a`]: '1', [`${folder}b`]: '2', [`${folder}c`]: '3'})
  await remove(tools, folder)
  await putAll(tools, {[`${folder}b`]: 'theirs', [`${folder}c`]: '3'})
  const plan = await planOf(tools)
  expect(plan).toMatchObject({changed: [`${folder}b`], already: [{key: `${folder}c`}]})
  expect(plan.reversals.map(({change}) => change.key)).toEqual([`${folder}a`])
  expect(await runUndo(tools, plan, control())).toMatchObject({done: 2, changed: [`${folder}b`]})
  expect(await valuesUnder(tools, folder)).toEqual({
    [`${folder}a`]: '1',
    [`${folder}b`]: 'theirs',
    [`${folder}c`]: '3',
  })
})

test('what changes between the question and the answer is not overwritten either', async () => {
  const tools = await openKvTools()
  const key = uniqueName('raced')
  await save(tools, key, 'mine')
  const plan = await planOf(tools)
  await putKey(tools.client, {key, value: bytes('theirs')})
  expect(await runUndo(tools, plan, control())).toMatchObject({done: 0, changed: [key]})
  expect((await readKey(tools.client, key)).data?.value).toEqual(bytes('theirs'))
})

test('a move that is taken back half-way blames nobody, and the rest can be taken back later', async () => {
  const tools = await openKvTools()
  const root = uniqueName('half')
  await putAll(tools, many(`${root}/a/`, 150))
  await move(tools, `${root}/a/`, `${root}/b/`)
  const account = await runUndo(
    tools,
    await planOf(tools),
    control(() => true),
  )
  expect(account).toMatchObject({changed: [], unknown: [], stopped: 'operator'})
  expect(account.rest).toBeGreaterThan(0)
  await undo(tools)
  expect(await valuesUnder(tools, `${root}/`)).toEqual(many(`${root}/a/`, 150))
})

test('a backup that is gone is told apart from a Consul that does not answer', async () => {
  const proxy = await createFaultProxy({target: agent.httpAddress})
  onTestFinished(proxy.close)
  const tools = await openKvTools(proxy.address)
  const folder = `${uniqueName('backup')}/`
  await putAll(tools, many(folder, 3))
  await remove(tools, folder)
  proxy.set({kind: 'refuse'})
  await expect(planOf(tools)).rejects.toMatchObject({kind: 'unreachable'})
  proxy.set(undefined)
  const [step] = tools.journal.store.getState().steps
  const file = '/nowhere/backup.json'
  const changes = (step?.changes ?? []).map(change => ({
    ...change,
    before: change.before && {...change.before, content: {file}},
  }))
  tools.journal.recordStep({what: 'deleted it', changes})
  await expect(planOf(tools)).rejects.toBeInstanceOf(BackupLost)
  await expect(planOf(tools)).rejects.toThrow(`${file} cannot be read: it does not exist`)
})

test('a moved folder comes back, and what was overwritten gets its old value', async () => {
  const tools = await openKvTools()
  const root = uniqueName('back')
  const before = {...many(`${root}/a/`, 70), [`${root}/b/00001`]: 'old'}
  await putAll(tools, before)
  await move(tools, `${root}/a/`, `${root}/b/`)
  expect(Object.keys(await valuesUnder(tools, `${root}/a/`))).toEqual([])
  expect(await undo(tools)).toMatchObject({done: 140, changed: []})
  expect(await valuesUnder(tools, `${root}/`)).toEqual(before)
})

test('a key that cannot come back keeps its copy', async () => {
  const tools = await openKvTools()
  const root = uniqueName('kept')
  await putAll(tools, {[`${root}/a/1`]: 'v', [`${root}/a/2`]: 'w'})
  await move(tools, `${root}/a/`, `${root}/b/`)
  await putAll(tools, {[`${root}/a/1`]: 'theirs'})
  expect((await undo(tools)).changed).toContain(`${root}/a/1`)
  expect(await valuesUnder(tools, `${root}/`)).toEqual({
    [`${root}/a/1`]: 'theirs',
    [`${root}/a/2`]: 'w',
    [`${root}/b/1`]: 'v',
  })
})

test('it is done where it was done: in the other datacenter', async () => {
  const tools = await openKvTools()
  const folder = `${uniqueName('dc')}/`
  const there = {datacenter: 'dc2'}
  await putAll(tools, {[`${folder}a`]: 'here'})
  await putAll(tools, {[`${folder}a`]: 'there'}, there)
  await remove(tools, folder, there)
  await undo(tools)
  expect(await valuesUnder(tools, folder, there)).toEqual({[`${folder}a`]: 'there'})
  await deleteKey(tools.client, {key: `${folder}a`}, there)
  await move(tools, folder, folder, there)
  expect(await valuesUnder(tools, folder)).toEqual({})
  await undo(tools)
  expect(await valuesUnder(tools, folder)).toEqual({[`${folder}a`]: 'here'})
  expect(await valuesUnder(tools, folder, there)).toEqual({})
})

test('an undo that is stopped leaves the rest for the next one', async () => {
  const proxy = await createFaultProxy({target: agent.httpAddress})
  onTestFinished(proxy.close)
  const tools = await openKvTools(proxy.address)
  const folder = `${uniqueName('stopped')}/`
  const values = many(folder, 100)
  await putAll(tools, values)
  await remove(tools, folder)
  const stopped = await runUndo(
    tools,
    await planOf(tools),
    control(({done}) => done >= 64),
  )
  expect(stopped).toMatchObject({done: 64, rest: 36, stopped: 'operator'})
  proxy.set({kind: 'status', status: 500, body: 'No cluster leader'}, /txn/, /"Verb":"cas"/)
  const lost = await undo(tools)
  expect(lost).toMatchObject({done: 0, rest: 36, stopped: {kind: 'noLeader'}})
  proxy.set(undefined, /txn/, /"Verb":"cas"/)
  expect(await undo(tools)).toMatchObject({done: 36, rest: 0})
  expect(await valuesUnder(tools, folder)).toEqual(values)
  expect(tools.journal.last()).toBeUndefined()
})

test('a step too large for memory comes back from its file', async () => {
  const tools = await openKvTools()
  const folder = `${uniqueName('file')}/`
  const value = new Uint8Array(400_000).fill(120)
  for (let i = 0; i < 22; i += 1) await putKey(tools.client, {key: `${folder}${i}`, value, flags: BigInt(i)})
  await remove(tools, folder)
  const [change] = tools.journal.last()?.changes ?? []
  expect(change?.before?.content).toEqual({file: expect.stringContaining('.json')})
  expect(await undo(tools)).toMatchObject({done: 22})
  const {data} = await readKey(tools.client, `${folder}21`)
  expect(data?.flags).toBe(21n)
  expect(Buffer.compare(data?.value ?? bytes(''), value)).toBe(0)
  await remove(tools, folder)
})

test('a lock does not come back, and the journal knows that there was one', async () => {
  const tools = await openKvTools()
  const key = uniqueName('locked')
  const request = {method: 'PUT', path: '/v1/session/create', body: {json: {TTL: '600s'}}} as const
  const session: string = JSON.parse((await tools.client.send(request)).body).ID
  onTestFinished(async () => {
    await openKvTools().then(({client}) =>
      client.send({method: 'PUT', path: `/v1/session/destroy/${session}`}),
    )
  })
  await putKey(tools.client, {key, value: bytes('v'), acquire: session})
  await remove(tools, key)
  expect(tools.journal.last()?.changes[0]?.before?.session).toBe(session)
  await undo(tools)
  expect((await readKey(tools.client, key)).data).toMatchObject({value: bytes('v'), session: undefined})
})

test('the oldest steps are forgotten before the memory is full', async () => {
  const {journal} = await openKvTools()
  const change = (key: string) => ({key, where: {}, before: undefined, after: '1'})
  const changes = Array.from({length: KEPT_KEYS}, (_, i) => change(String(i)))
  for (let step = 0; step < 150; step += 1) journal.recordStep({what: `step ${step}`, changes})
  const {steps} = journal.store.getState()
  expect(steps.length).toBe(100)
  expect(steps.at(-1)?.what).toBe('step 149')
})
