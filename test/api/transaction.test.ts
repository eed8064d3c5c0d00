import fc from 'fast-check'
import {afterAll, afterEach, beforeAll, describe, expect, inject, it} from 'vitest'
import {batchOperations} from '../../src/api/batch-operations.ts'
import {type ConsulClient, createConsulClient} from '../../src/api/client.ts'
import {listKeys, putKey, readKey} from '../../src/api/kv.ts'
import {encodeOperation, type KvOperation} from '../../src/api/kv-operation.ts'
import {transact, transactionSize} from '../../src/api/transaction.ts'
import {discoverTransactionLimits} from '../../src/api/transaction-limits.ts'
import {uniqueName} from '../support/cluster.ts'
import {createFaultProxy, type FaultProxy} from '../support/fault-proxy.ts'
import {failureOf, refusal} from './failures.ts'

const {entry} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
const folder = `${uniqueName('txn')}/`
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

const run = async (...operations: readonly KvOperation[]) => (await transact(client, operations)).data

describe('a transaction', () => {
  it('does all of it, and tells what came of it', async () => {
    const [a, b] = [`${folder}all/a`, `${folder}all/b`]
    const flags = 18446744073709551615n
    const outcome = await run(
      {verb: 'check-not-exists', key: a},
      {verb: 'set', key: a, value, flags},
      {verb: 'cas', key: b, value, index: '0'},
      {verb: 'get', key: a},
    )
    const now = (await readKey(client, a)).data
    expect(now).toMatchObject({key: a, value, flags})
    expect(outcome).toEqual({
      ok: true,
      results: [{...now, value: new Uint8Array()}, {...now, key: b, flags: 0n, value: new Uint8Array()}, now],
    })
    const index = now?.modifyIndex ?? ''
    expect(
      await run(
        {verb: 'check-index', key: a, index},
        {verb: 'delete-cas', key: a, index},
        {verb: 'delete', key: b},
        {verb: 'delete', key: `${folder}never`},
      ),
    ).toMatchObject({ok: true, results: [{key: a}]})
    expect((await listKeys(client, `${folder}all/`)).data).toEqual([])
  })

  it('does nothing of it if one operation cannot be done', async () => {
    const [a, b] = [`${folder}none/a`, `${folder}none/b`]
    await putKey(client, {key: b, value})
    expect(
      await run(
        {verb: 'set', key: a, value},
        {verb: 'check-not-exists', key: b},
        {verb: 'cas', key: b, value, index: '1'},
        {verb: 'delete-cas', key: b, index: '1'},
      ),
    ).toEqual({
      ok: false,
      errors: [
        {index: 1, what: `key "${b}" exists`},
        {index: 2, what: `failed to set key "${b}", index is stale`},
        {index: 3, what: `failed to delete key "${b}", index is stale`},
      ],
    })
    expect((await listKeys(client, `${folder}none/`)).data).toEqual([b])
  })

  it('locks and unlocks', async () => {
    const key = `${folder}lock`
    const request = {method: 'PUT', path: '/v1/session/create', body: {json: {TTL: '600s'}}} as const
    const session: string = JSON.parse((await client.send(request)).body).ID
    expect(await run({verb: 'lock', key, value, session})).toMatchObject({ok: true, results: [{session}]})
    expect(await run({verb: 'unlock', key, value, session})).toMatchObject({ok: true})
    expect((await readKey(client, key)).data).toMatchObject({session: undefined, lockIndex: 1})
    await client.send({method: 'PUT', path: `/v1/session/destroy/${session}`})
  })

  it('reads with the consistency and in the datacenter asked for', async () => {
    const {meta} = await transact(proxied, [{verb: 'get-tree', key: folder}], {
      consistency: 'stale',
      datacenter: 'dc1',
    })
    expect(proxy.requests.at(-1)?.path).toBe('/v1/txn?dc=dc1&stale=')
    expect(meta).toMatchObject({index: undefined, knownLeader: true})
  })

  it('that is too large is refused in words', async () => {
    const large: KvOperation = {verb: 'set', key: `${folder}large`, value: new Uint8Array(400_000)}
    const size = transactionSize([large]).toLocaleString('en-US')
    expect(await failureOf(transact(client, [large]))).toMatchObject({
      kind: 'invalid',
      shortMessage: `The transaction has ${size} bytes, and Consul takes 524,288`,
    })
    const many = Array.from({length: 65}, (): KvOperation => ({verb: 'get', key: 'a'}))
    expect(await failureOf(transact(client, many))).toMatchObject({
      kind: 'invalid',
      details: 'Transaction contains too many operations (65 > 64)',
    })
  })
})

describe('the limits of a transaction', () => {
  it('are found out by asking, and are true', async () => {
    const before = proxy.requests.length
    const limits = await discoverTransactionLimits(proxied)
    expect(limits).toEqual({maxOperations: 64, maxBytes: 524_288})
    expect(proxy.requests.slice(before).map(({body}) => body.length)).toEqual([524_289, expect.any(Number)])

    const empty: KvOperation = {verb: 'set', key: `${folder}full`, value: new Uint8Array()}
    const fill = (bytes: number): KvOperation => {
      const room = bytes - transactionSize([empty])
      const padding = room % 4
      const key = empty.key + 'x'.repeat(padding)
      return {...empty, key, value: new Uint8Array(((room - padding) / 4) * 3)}
    }
    expect(transactionSize([fill(limits.maxBytes)])).toBe(limits.maxBytes)
    expect(await run(fill(limits.maxBytes))).toMatchObject({ok: true})
    expect(await failureOf(run(fill(limits.maxBytes + 1)))).toMatchObject({status: 413})
    const checks = Array.from({length: limits.maxOperations}, (_, i): KvOperation => {
      return {verb: 'check-not-exists', key: `${folder}absent/${i}`}
    })
    expect(await run(...checks)).toMatchObject({ok: true})
  })

  it('are those of the agent, whatever its version and configuration', async () => {
    proxy.set(refusal(413, 'Transaction contains too many operations (4096 > 128)'))
    // Both requests get this answer: the first says nothing about bytes, and is an error.
    expect(await failureOf(discoverTransactionLimits(proxied))).toMatchObject({status: 413})
    proxy.set(refusal(413, 'Request body too large, max size: 2000 bytes'))
    expect(await failureOf(discoverTransactionLimits(proxied))).toMatchObject({status: 413})
    proxy.set(refusal(200, '{"Results":[],"Errors":null}'))
    expect(await discoverTransactionLimits(proxied)).toEqual({maxOperations: 4096, maxBytes: 524_288})
  })
})

const operation: fc.Arbitrary<KvOperation> = fc
  .record({
    key: fc.string({unit: 'binary', minLength: 1, maxLength: 20}).filter(key => key.isWellFormed()),
    value: fc.uint8Array({maxLength: 40}),
    flags: fc.option(fc.bigInt({min: 0n, max: 2n ** 64n - 1n}), {nil: undefined}),
    index: fc.bigInt({min: 0n, max: 2n ** 64n - 1n}).map(String),
  })
  .chain(({key, value, flags, index}) =>
    fc.constantFrom<KvOperation[]>(
      {verb: 'set', key, value, flags},
      {verb: 'cas', key, value, flags, index},
      {verb: 'lock', key, value, flags, session: 'some-session'},
      {verb: 'delete', key},
      {verb: 'delete-cas', key, index},
    ),
  )
const wire = (operations: readonly KvOperation[]) =>
  JSON.stringify(operations.map(each => encodeOperation(each)))

describe('batches', () => {
  it('are measured to the byte', () => {
    fc.assert(
      fc.property(fc.array(operation, {maxLength: 5}), operations => {
        expect(transactionSize(operations)).toBe(Buffer.byteLength(wire(operations)))
      }),
    )
  })

  it('hold everything once, in order, within the limits, and no fewer than they could', () => {
    // Limits that some run of the operations just reaches, or misses by a byte.
    const cases = fc.record({
      operations: fc.array(operation, {maxLength: 30}),
      run: fc.tuple(fc.nat(30), fc.integer({min: 1, max: 5})),
      slack: fc.integer({min: -1, max: 1}),
      maxOperations: fc.integer({min: 1, max: 6}),
    })
    fc.assert(
      fc.property(cases, ({operations, run: [start, length], slack, maxOperations}) => {
        const maxBytes = transactionSize(operations.slice(start, start + length)) + slack
        const {batches, oversized} = batchOperations(operations, {maxOperations, maxBytes})
        const fits = (batch: readonly KvOperation[]) =>
          batch.length <= maxOperations && Buffer.byteLength(wire(batch)) <= maxBytes
        expect(oversized).toEqual(operations.filter(each => !fits([each])))
        expect(batches.flat()).toEqual(operations.filter(each => fits([each])))
        expect(batches.every(batch => batch.length > 0 && fits(batch))).toBe(true)
        batches.slice(1).forEach((batch, i) => {
          expect(fits([...(batches[i] ?? []), ...batch.slice(0, 1)])).toBe(false)
        })
      }),
    )
  })
})
