import {expect, inject, onTestFinished, test} from 'vitest'
import {createConsulClient} from '../../../src/api/client.ts'
import {systemClock} from '../../../src/api/clock.ts'
import {putKey} from '../../../src/api/kv.ts'
import {createFreshValues} from '../../../src/state/kv/fresh-values.ts'
import {createSeenKeys} from '../../../src/state/kv/seen-keys.ts'
import {uniqueName, until} from '../../support/cluster.ts'
import {createFaultProxy} from '../../support/fault-proxy.ts'
import {bytes} from '../../support/kv-tools.ts'

const {entry: agent} = inject('cluster')

async function open() {
  const proxy = await createFaultProxy({target: agent.httpAddress})
  const client = createConsulClient({address: proxy.address})
  const stop = new AbortController()
  onTestFinished(async () => {
    stop.abort()
    await client.close()
    await proxy.close()
  })
  const key = uniqueName('fresh')
  await putKey(client, {key, value: bytes('old')})
  const seen = createSeenKeys(systemClock)
  const clock = {...systemClock, sleep: (ms: number, until: AbortSignal) => systemClock.sleep(ms / 50, until)}
  const tenancy = {consistency: 'default'} as const
  const values = createFreshValues({client, tenancy, seen, clock, signal: stop.signal})
  const reads = () => proxy.requests.filter(({path}) => path.startsWith('/v1/txn')).length
  const value = () => Buffer.from(seen.get(key)?.entry.value ?? []).toString()
  return {proxy, client, key, values, reads, value}
}

test('a value whose read has failed is read again until it is there', async () => {
  const {proxy, client, key, values, reads, value} = await open()
  values.read([key])
  await until(() => value() === 'old', 'the value')
  await putKey(client, {key, value: bytes('new')})
  proxy.set({kind: 'status', status: 500, body: 'rpc error making call: EOF'}, /v1\/txn/)
  const before = reads()
  values.expire(() => true)
  values.read([key])
  await until(() => reads() >= before + 2, 'two tries')
  expect(value()).toBe('old')
  proxy.set(undefined, /v1\/txn/)
  await until(() => value() === 'new', 'the new value')
})

test('a read that is refused is not asked for again before something changes', async () => {
  const {proxy, key, values, reads, value} = await open()
  proxy.set({kind: 'status', status: 403, body: 'Permission denied'}, /v1\/txn/)
  values.read([key])
  await until(() => reads() === 1, 'the refusal')
  values.read([key])
  proxy.set(undefined, /v1\/txn/)
  values.expire(() => true)
  values.read([key])
  await until(() => value() === 'old', 'the value')
  expect(reads()).toBe(2)
})
