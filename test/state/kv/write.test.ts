import {expect, inject, onTestFinished, test} from 'vitest'
import {createConsulClient} from '../../../src/api/client.ts'
import {deleteKey, putKey, readKey} from '../../../src/api/kv.ts'
import {removeKey, writeKey} from '../../../src/state/kv/write.ts'
import {uniqueName} from '../../support/cluster.ts'
import {createFaultProxy} from '../../support/fault-proxy.ts'

const {entry: agent} = inject('cluster')

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

function open(address = agent.httpAddress) {
  const client = createConsulClient({address})
  onTestFinished(() => client.close())
  return client
}

test('a write tells the entry with the index that the next write needs', async () => {
  const client = open()
  const key = uniqueName('write')
  const first = await writeKey(client, {key, value: bytes('a'), flags: 7n, base: undefined}, {})
  const {data: base} = await readKey(client, key)
  expect(first).toEqual({kind: 'written', entry: base, ours: true})
  const second = await writeKey(client, {key, value: bytes('b'), flags: 8n, base}, {})
  const {data: now} = await readKey(client, key)
  expect(second).toEqual({kind: 'written', entry: now, ours: true})
  expect(now).toMatchObject({value: bytes('b'), flags: 8n})
})

test('a value that is too large for a transaction in base64 is written all the same', async () => {
  const client = open()
  const key = uniqueName('large')
  const value = new Uint8Array(512 * 1024).fill(120)
  const written = await writeKey(client, {key, value, flags: 1n, base: undefined}, {})
  const {data: now} = await readKey(client, key)
  expect(written).toEqual({kind: 'written', entry: now, ours: true})
  const larger = {key, value: new Uint8Array(512 * 1024 + 1), flags: 0n, base: now}
  await expect(writeKey(client, larger, {})).rejects.toMatchObject({status: 413})
  await deleteKey(client, {key})
})

test('what someone else wrote is never overwritten, and is handed over', async () => {
  const client = open()
  const key = uniqueName('conflict')
  await putKey(client, {key, value: bytes('base')})
  const {data: base} = await readKey(client, key)
  await putKey(client, {key, value: bytes('theirs')})
  const {data: theirs} = await readKey(client, key)
  expect(await writeKey(client, {key, value: bytes('mine'), flags: 0n, base}, {})).toEqual({
    kind: 'conflict',
    theirs,
  })
  expect(await writeKey(client, {key, value: bytes('mine'), flags: 0n, base: undefined}, {})).toEqual({
    kind: 'conflict',
    theirs,
  })
  if (base) expect(await removeKey(client, base, {})).toEqual({kind: 'conflict', theirs})
  expect((await readKey(client, key)).data).toEqual(theirs)
})

test.each([
  ['as its first', undefined],
  ['over another value', 'base'],
])('what someone else has written to the byte before us, %s, is not called ours', async (_, before) => {
  const client = open()
  const key = uniqueName('same')
  if (before !== undefined) await putKey(client, {key, value: bytes(before)})
  const {data: base} = await readKey(client, key)
  await putKey(client, {key, value: bytes('agreed')})
  const {data: theirs} = await readKey(client, key)
  const written = await writeKey(client, {key, value: bytes('agreed'), flags: 0n, base}, {})
  expect(written).toEqual({kind: 'written', entry: theirs, ours: false})
})

test('what someone else deleted does not come back by a save', async () => {
  const client = open()
  const key = uniqueName('gone')
  await putKey(client, {key, value: bytes('base')})
  const {data: base} = await readKey(client, key)
  await deleteKey(client, {key})
  expect(await writeKey(client, {key, value: bytes('mine'), flags: 0n, base}, {})).toEqual({
    kind: 'conflict',
    theirs: undefined,
  })
  if (base) expect(await removeKey(client, base, {})).toEqual({kind: 'removed'})
})

test('an answer that gets lost is looked up, not taken for a failure', async () => {
  const proxy = await createFaultProxy({target: agent.httpAddress})
  onTestFinished(proxy.close)
  const client = open(proxy.address)
  const key = uniqueName('lost')
  proxy.set({kind: 'cut', afterBytes: 0}, /\/v1\/txn/)
  const written = await writeKey(client, {key, value: bytes('mine'), flags: 0n, base: undefined}, {})
  const {data: now} = await readKey(open(), key)
  expect(written).toEqual({kind: 'written', entry: now, ours: true})
})

test('a write that could not even be sent is not said to be in doubt', async () => {
  const client = open('http://127.0.0.1:1')
  const change = {key: uniqueName('unsent'), value: bytes('mine'), flags: 0n, base: undefined}
  await expect(writeKey(client, change, {})).rejects.toMatchObject({
    kind: 'unreachable',
    shortMessage: 'Nothing listens at http://127.0.0.1:1',
  })
})
