import fc from 'fast-check'
import {afterAll, afterEach, beforeAll, describe, expect, inject, it} from 'vitest'
import {type ConsulClient, createConsulClient} from '../../src/api/client.ts'
import {deleteKey, listEntries, listKeys, putKey, readKey} from '../../src/api/kv.ts'
import {uniqueName} from '../support/cluster.ts'
import {createFaultProxy, type FaultProxy} from '../support/fault-proxy.ts'
import {failureOf, refusal} from './failures.ts'

const {entry} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
const folder = `${uniqueName('keys')}/`
const value = new TextEncoder().encode('v')

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

/** Puts, reads, lists, rewrites and deletes; anything but exactly this key would show. */
const goRound = async (key: string): Promise<void> => {
  expect(await putKey(client, {key, value, cas: '0'})).toBe(true)
  const {data} = await readKey(client, key)
  expect(data).toMatchObject({key, value, flags: 0n})
  expect((await listKeys(client, key)).data).toEqual([key])
  expect((await listEntries(client, key)).data).toEqual([data])
  expect(await putKey(client, {key, value, flags: 2n ** 63n, cas: '0'})).toBe(false)
  const cas = data?.modifyIndex
  expect(await putKey(client, {key, value, flags: 2n ** 63n, cas})).toBe(true)
  expect(await deleteKey(client, {key, cas})).toBe(false)
  expect((await readKey(client, key)).data).toMatchObject({key, flags: 2n ** 63n})
  expect(await deleteKey(client, {key})).toBe(true)
  expect((await readKey(client, key)).data).toBeUndefined()
  expect((await listKeys(client, folder)).data).toEqual([])
}

const oddNames = [
  'a b', '%2F', '%252e', '/lead', '//', 'a//b', 'a/', 'a///', '.', '..', './a', '../a', 'a/./b', 'a/../b', 'a/..',
  '...', '.hidden', 'a?b=c&d', 'a#b', 'a+b;c', 'a\\b', '"quoted"', "it's", 'größe', '日本/語', '😀', 'e\u0301',
  'a\tb', 'a\nb', '\0', '\x7f', '\u00a0', '\u200b', '\u2028', '\ufeff', '\ufffd', '\u{e0001}', '\u{10ffff}', '%zz',
] // biome-ignore format: one thing per line would be a page

describe('every name that Consul takes', () => {
  it.each(oddNames)('goes round: %j', name => goRound(folder + name))

  it('goes round below the root too', async () => {
    const name = uniqueName('root')
    for (const key of [`/${name}`, `//${name}/x`, `../${name}`, `./${name}`]) {
      expect(await putKey(client, {key, value, cas: '0'})).toBe(true)
      expect((await readKey(client, key)).data?.key).toBe(key)
      expect((await listKeys(client, key)).data).toEqual([key])
      expect(await deleteKey(client, {key})).toBe(true)
      expect((await readKey(client, key)).data).toBeUndefined()
    }
  })

  it('goes round, whatever it is', async () => {
    const unit = fc.oneof(
      fc.constantFrom('/', '//', '.', '..', '%', '%2f', ' ', '\\', '?', '\0', '\ufffd', '\u{1fae9}'),
      fc.string({unit: 'binary', maxLength: 3}),
    )
    const names = fc.array(unit, {minLength: 1, maxLength: 6}).map(parts => parts.join(''))
    const wellFormed = names.filter(name => name !== '' && name.isWellFormed())
    await fc.assert(
      fc.asyncProperty(wellFormed, name => goRound(folder + name)),
      {numRuns: 60},
    )
  })

  it('keeps its folder apart from others', async () => {
    const keys = ['odd//a', 'odd//b/c', 'odd//b/d', 'odd/a', 'odd/./a'].map(name => folder + name)
    for (const key of keys) await putKey(client, {key, value})
    expect((await listKeys(client, `${folder}odd/`, {separator: '/'})).data).toEqual(
      ['odd/./', 'odd//', 'odd/a'].map(name => folder + name),
    )
    expect((await listKeys(client, `${folder}odd//`, {separator: '/'})).data).toEqual(
      ['odd//a', 'odd//b/'].map(name => folder + name),
    )
    for (const key of keys) await deleteKey(client, {key})
  })
})

describe('a name that is none', () => {
  it('is refused before it is sent', async () => {
    const count = proxy.requests.length
    for (const key of ['', 'a\ud800', '\udfff/b']) {
      const works = [
        readKey(proxied, key),
        putKey(proxied, {key, value}),
        deleteKey(proxied, {key}),
        ...(key === '' ? [] : [listKeys(proxied, key), listEntries(proxied, key)]),
      ]
      for (const work of works) expect(await failureOf(work)).toMatchObject({kind: 'invalid'})
    }
    expect(proxy.requests).toHaveLength(count)
  })

  it('is seen where others wrote it, but never taken for another key', async () => {
    await client.send({method: 'PUT', path: `/v1/kv/${folder}bad%FF`, body: {bytes: 'broken'}})
    const lookalike = `${folder}bad\ufffd`
    const slashed = `${folder}\\ufffd`
    for (const key of [lookalike, slashed]) await putKey(client, {key, value})
    const {data} = await listKeys(client, folder)
    expect(data.map(key => [key.toWellFormed(), key.isWellFormed()])).toEqual([
      [slashed, true],
      [lookalike, true],
      [lookalike, false],
    ])
    const broken = data.find(key => !key.isWellFormed()) ?? ''
    expect(await failureOf(deleteKey(client, {key: broken}))).toMatchObject({
      shortMessage: 'This key is not UTF-8, and Consul offers no way to name it',
    })
    for (const key of [lookalike, slashed]) expect(await deleteKey(client, {key})).toBe(true)
    await client.send({method: 'DELETE', path: `/v1/kv/${folder}bad%FF`})
    expect((await listKeys(client, folder)).data).toEqual([])
  })
})

describe('an agent that takes only plain names', () => {
  const key = `${folder}not plain`
  const refused = refusal(400, "key contains invalid character ' ' at position 4. Only alphanumeric ...")

  it('lets what is there be read', async () => {
    await putKey(client, {key, value, flags: 7n})
    proxy.set(refused, /^\/v1\/kv/)
    expect((await readKey(proxied, key)).data).toMatchObject({key, value, flags: 7n})
    expect((await listKeys(proxied, `${folder}not `)).data).toEqual([key])
    expect((await listEntries(proxied, `${folder}not `)).data).toHaveLength(1)
  })

  it('has the last word on writes', async () => {
    proxy.set(refused, /^\/v1\/kv/)
    for (const work of [putKey(proxied, {key, value}), deleteKey(proxied, {key})]) {
      expect(await failureOf(work)).toMatchObject({
        kind: 'invalid',
        details: expect.stringContaining('invalid character'),
      })
    }
    expect((await readKey(client, key)).data).toMatchObject({flags: 7n})
  })
})
