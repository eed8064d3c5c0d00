import {afterAll, afterEach, beforeAll, describe, expect, inject, it} from 'vitest'
import {type ConsulClient, createConsulClient} from '../../src/api/client.ts'
import {deleteKey, listEntries, listKeys, putKey, readKey} from '../../src/api/kv.ts'
import {watch} from '../../src/api/watch.ts'
import {uniqueName} from '../support/cluster.ts'
import {createFaultProxy, type FaultProxy} from '../support/fault-proxy.ts'
import {failureOf, refusal} from './failures.ts'

const {entry} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
const folder = `${uniqueName('kv')}/`
const bytes = (text: string) => new TextEncoder().encode(text)
const put = (name: string, value: string) => putKey(client, {key: folder + name, value: bytes(value)})
const modifyIndexOf = async (key: string) => (await readKey(client, key)).data?.modifyIndex ?? ''

let proxy: FaultProxy
let proxied: ConsulClient
beforeAll(async () => {
  proxy = await createFaultProxy({target: entry.httpAddress})
  proxied = createConsulClient({address: proxy.address})
})
afterEach(() => proxy.set(undefined))
afterAll(async () => {
  await Promise.all([client.close(), proxied.close()])
  await proxy.close()
})

describe('a key', () => {
  it('comes back with every bit of its value and flags', async () => {
    const key = `${folder}all-bytes`
    const value = Uint8Array.from({length: 256}, (_, byte) => byte)
    expect(await putKey(client, {key, value, flags: 18446744073709551615n})).toBe(true)
    const {data, meta} = await readKey(client, key)
    expect(data).toEqual({
      key,
      value,
      flags: 18446744073709551615n,
      session: undefined,
      lockIndex: 0,
      createIndex: expect.stringMatching(/^\d+$/),
      modifyIndex: data?.createIndex,
    })
    expect(meta.index).toBe(data?.modifyIndex)
  })

  it('may be empty, which is another thing than missing', async () => {
    const key = `${folder}empty`
    await put('empty', '')
    expect((await readKey(client, key)).data?.value).toEqual(new Uint8Array())
    expect(await deleteKey(client, {key})).toBe(true)
    const {data, meta} = await readKey(client, key)
    expect(data).toBeUndefined()
    expect(meta.index).toMatch(/^\d+$/)
  })

  it('that is missing can be waited for', async () => {
    const key = `${folder}awaited`
    const stopping = new AbortController()
    const seen: unknown[] = []
    for await (const event of watch(read => readKey(client, key, read), {signal: stopping.signal})) {
      if (event.type !== 'data') continue
      seen.push(event.reply.data?.key)
      if (seen.length === 1) await put('awaited', 'here')
      else stopping.abort()
    }
    expect(seen).toEqual([undefined, key])
  })

  it('is written only if nobody has written since', async () => {
    const key = `${folder}cas`
    const value = bytes('mine')
    expect(await putKey(client, {key, value, cas: '0'})).toBe(true)
    expect(await putKey(client, {key, value: bytes('theirs'), cas: '0'})).toBe(false)
    const seen = await modifyIndexOf(key)
    expect(await putKey(client, {key, value: bytes('second'), cas: seen})).toBe(true)
    expect(await putKey(client, {key, value: bytes('too late'), cas: seen})).toBe(false)
    expect(await deleteKey(client, {key, cas: seen})).toBe(false)
    expect((await readKey(client, key)).data?.value).toEqual(bytes('second'))
    expect(await deleteKey(client, {key, cas: await modifyIndexOf(key)})).toBe(true)
    expect((await readKey(client, key)).data).toBeUndefined()
  })

  it('tells who holds its lock', async () => {
    const key = `${folder}lock`
    const createSession = async (): Promise<string> => {
      const request = {method: 'PUT', path: '/v1/session/create', body: {json: {TTL: '600s'}}} as const
      return JSON.parse((await client.send(request)).body).ID
    }
    const [holder, other] = [await createSession(), await createSession()]
    const value = bytes('leader')
    expect(await putKey(client, {key, value, acquire: holder})).toBe(true)
    expect(await putKey(client, {key, value, acquire: other})).toBe(false)
    expect((await readKey(client, key)).data).toMatchObject({session: holder, lockIndex: 1})
    expect(await putKey(client, {key, value, release: other})).toBe(false)
    expect(await putKey(client, {key, value, release: holder})).toBe(true)
    expect((await readKey(client, key)).data).toMatchObject({session: undefined, lockIndex: 1})
    const failure = await failureOf(putKey(client, {key, value, acquire: crypto.randomUUID()}))
    expect(failure).toMatchObject({kind: 'invalid', details: expect.stringContaining('invalid session')})
    for (const id of [holder, other]) await client.send({method: 'PUT', path: `/v1/session/destroy/${id}`})
  })

  it('that is too large is refused with its size and the limit', async () => {
    const key = `${folder}large`
    expect(await putKey(client, {key, value: new Uint8Array(524_288)})).toBe(true)
    for (const size of [524_289, 5_000_000]) {
      expect(await failureOf(putKey(client, {key, value: new Uint8Array(size)}))).toMatchObject({
        kind: 'invalid',
        status: 413,
        shortMessage: `The value has ${size.toLocaleString('en-US')} bytes, and Consul takes 524,288`,
      })
    }
    expect((await readKey(client, key)).data?.value.byteLength).toBe(524_288)

    proxy.set(refusal(413, '<html>Request Entity Too Large</html>'))
    expect((await failureOf(putKey(proxied, {key, value: bytes('too large')}))).shortMessage).toBe(
      'The value has 9 bytes, and Consul takes less',
    )
  })
})

describe('a folder', () => {
  it('lists what is directly in it, in one request', async () => {
    for (const name of ['list/a', 'list/b/c', 'list/b/d', 'list/b', 'list/e/', 'listing'])
      await put(name, 'x')
    const before = proxy.requests.length
    const {data, meta} = await listKeys(proxied, `${folder}list/`, {separator: '/'})
    const names = ['a', 'b', 'b/', 'e/']
    expect(data).toEqual(names.map(name => `${folder}list/${name}`))
    expect(meta.index).toMatch(/^\d+$/)
    expect(proxy.requests.slice(before).map(({path}) => path)).toEqual([
      `/v1/kv/${folder}list/?keys=&separator=%2F`,
    ])
  })

  it('lists all that is below it', async () => {
    for (const name of ['deep/a', 'deep/b/c', 'deeper']) await put(name, name)
    const below = ['deep/a', 'deep/b/c'].map(name => folder + name)
    expect((await listKeys(client, `${folder}deep/`)).data).toEqual(below)
    const {data} = await listEntries(client, `${folder}deep/`)
    expect(data.map(({key, value}) => [key, new TextDecoder().decode(value)])).toEqual([
      [`${folder}deep/a`, 'deep/a'],
      [`${folder}deep/b/c`, 'deep/b/c'],
    ])
    // A prefix is no folder: without its slash it takes the neighbours in.
    expect((await listEntries(client, `${folder}deep`)).data).toHaveLength(3)
  })

  it('is empty if nobody has put anything in it, and can be waited for', async () => {
    for (const list of [listKeys(client, `${folder}nothing/`), listEntries(client, `${folder}nothing/`)]) {
      const {data, meta} = await list
      expect(data).toEqual([])
      expect(meta.index).toMatch(/^\d+$/)
    }
  })

  it('has no name where it is the root', async () => {
    await put('root', 'x')
    expect((await listKeys(client, '', {separator: '/'})).data).toContain(folder)
  })
})

describe('what the token may not do', () => {
  it('is told with the rule that it takes', async () => {
    const needs = async (work: Promise<unknown>) => (await failureOf(work)).nextStep
    proxy.set(refusal(403, 'Permission denied'))
    const key = `${folder}x`
    expect(await needs(readKey(proxied, key))).toBe(`The token needs key "${key}" { policy = "read" }.`)
    expect(await needs(deleteKey(proxied, {key}))).toBe(`The token needs key "${key}" { policy = "write" }.`)
    expect(await needs(listKeys(proxied, folder))).toBe(
      `The token needs key_prefix "${folder}" { policy = "list" }.`,
    )
  })
})

describe('what Consul cannot have meant', () => {
  it('is told from a missing key', async () => {
    proxy.set(refusal(404, 'no such page'))
    expect(await failureOf(readKey(proxied, `${folder}x`))).toMatchObject({kind: 'notFound'})
    expect(await failureOf(listKeys(proxied, folder))).toMatchObject({kind: 'notFound'})
  })

  it('names the field that is wrong', async () => {
    proxy.set({kind: 'rewrite', rewrite: () => '[{"Key":"a","Value":null,"Flags":-1}]'})
    await put('wrong', 'x')
    expect((await failureOf(readKey(proxied, `${folder}wrong`))).shortMessage).toBe(
      `/v1/kv/${folder}wrong [0].Flags: expected an integer of 64 bits, unsigned`,
    )
    proxy.set({kind: 'rewrite', rewrite: () => '[]'})
    expect(await failureOf(readKey(proxied, `${folder}wrong`))).toMatchObject({kind: 'protocol'})
  })
})
