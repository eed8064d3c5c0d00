import {afterAll, describe, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {listEntries, listKeys, putKey} from '../../src/api/kv.ts'
import {type Batch, streamEntries, streamKeys} from '../../src/api/kv-stream.ts'
import {uniqueName} from '../support/cluster.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'
import {failureOf} from './failures.ts'

const {entry} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
afterAll(() => client.close())

const all = async <T>(batches: AsyncIterable<Batch<T>>): Promise<readonly T[]> =>
  (await Array.fromAsync(batches)).flatMap(({items}) => items)

const throughProxy = async () => {
  const proxy = await createFaultProxy({target: entry.httpAddress})
  onTestFinished(proxy.close)
  const own = createConsulClient({address: proxy.address})
  onTestFinished(own.close)
  return {proxy, client: own}
}

const NAMES = ['a b', '%2F', 'größe/日本/😀', 'a//b', '../c', 'folder/', 'a"\\b', '\ufffd', 'tab\t']

const folderOf = async (names: readonly string[], size = 10): Promise<string> => {
  const folder = `${uniqueName('stream')}/`
  for (const name of names) {
    await putKey(client, {key: folder + name, value: new Uint8Array(size).fill(255), flags: 2n ** 64n - 1n})
  }
  await putKey(client, {key: `${folder}none`, value: new Uint8Array()})
  return folder
}

describe('keys and entries as they arrive', () => {
  it('are those of the whole answer, whatever their names, flags and values', async () => {
    const folder = await folderOf(NAMES)
    await client.send({method: 'PUT', path: `/v1/kv/${folder}%FF`, body: {bytes: 'v'}})
    expect(await all(streamKeys(client, folder))).toEqual((await listKeys(client, folder)).data)
    expect(await all(streamEntries(client, folder))).toEqual((await listEntries(client, folder)).data)
  })

  it('are those of a folder that no path can name', async () => {
    const folder = await folderOf(NAMES.map(name => `x//${name}`))
    expect(await all(streamKeys(client, `${folder}x//`))).toHaveLength(NAMES.length)
    expect(await all(streamEntries(client, `${folder}x//`))).toHaveLength(NAMES.length)
  })

  it('are none where there is no such folder', async () => {
    expect(await all(streamKeys(client, uniqueName('nothing')))).toEqual([])
    expect(await all(streamEntries(client, uniqueName('nothing')))).toEqual([])
  })

  it('come in more than one piece, with their bytes on the wire', async () => {
    const folder = await folderOf(['one', 'two', 'three'], 400_000)
    const batches = await Array.fromAsync(streamEntries(client, folder))
    expect(batches.filter(({items}) => items.length > 0).length).toBeGreaterThan(1)
    const answer = await client.send({method: 'GET', path: `/v1/kv/${folder}`, query: {recurse: ''}})
    expect(batches.reduce((sum, {bytes}) => sum + bytes, 0)).toBe(Buffer.byteLength(answer.body))
  })
})

describe('a transfer', () => {
  it('ends with the loop, and the connection takes the next request', async () => {
    const folder = await folderOf(['one', 'two', 'three'], 400_000)
    for await (const _ of streamEntries(client, folder)) break
    expect(await all(streamKeys(client, folder))).toHaveLength(4)
  })

  it('that the caller gives up is an abort, at once', async () => {
    const {proxy, client} = await throughProxy()
    const folder = await folderOf(['one'], 400_000)
    proxy.set({kind: 'stall', afterBytes: 1_000}, /recurse/)
    const controller = new AbortController()
    const reading = async () => {
      for await (const _ of streamEntries(client, folder, {signal: controller.signal})) controller.abort()
    }
    await expect(reading()).rejects.toMatchObject({name: 'AbortError'})
  })

  it.each([
    [{kind: 'cut', afterBytes: 1_000}, 'unreachable'],
    [{kind: 'corrupt'}, 'protocol'],
    [{kind: 'refuse'}, 'unreachable'],
    [{kind: 'status', status: 500, body: 'No cluster leader'}, 'noLeader'],
    [{kind: 'status', status: 403, body: 'Permission denied'}, 'forbidden'],
  ] as const)('that breaks is an error and never a shorter list: %j', async (fault, kind) => {
    const {proxy, client} = await throughProxy()
    const folder = await folderOf(['one', 'two'], 400_000)
    proxy.set(fault, /recurse/)
    expect(await failureOf(all(streamEntries(client, folder)))).toMatchObject({kind})
  })

  it('that would write is refused by --read-only like any other', async () => {
    const guarded = createConsulClient({address: entry.httpAddress, readOnly: true})
    onTestFinished(guarded.close)
    const key = uniqueName('guarded')
    const write = guarded.stream({method: 'PUT', path: `/v1/kv/${key}`, body: {bytes: 'v'}})
    expect(await failureOf(write)).toMatchObject({kind: 'readOnly'})
    expect((await listKeys(client, key)).data).toEqual([])
  })
})
