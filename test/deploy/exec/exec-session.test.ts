import {afterAll, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../../src/api/client.ts'
import {systemClock} from '../../../src/api/clock.ts'
import type {ConsulError} from '../../../src/api/errors.ts'
import {destroySession} from '../../../src/api/session.ts'
import {openExecSession, renewUntil} from '../../../src/deploy/exec/exec-session.ts'
import {until} from '../../support/cluster.ts'
import {createFaultProxy} from '../../support/fault-proxy.ts'

const {entry} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
afterAll(client.close)

it('renews a session at a third of its time, more often while that fails, and tells when it has ended', async () => {
  const proxy = await createFaultProxy({target: entry.httpAddress})
  const through = createConsulClient({address: proxy.address})
  onTestFinished(async () => {
    await through.close()
    await proxy.close()
  })
  const over = new AbortController()
  const place = {datacenter: undefined, isForeign: false}
  const id = await openExecSession(client, place, over.signal)
  const sleeps: {readonly ms: number; readonly wake: () => void}[] = []
  const clock = {...systemClock, sleep: (ms: number) => new Promise<void>(wake => sleeps.push({ms, wake}))}
  const troubles: (ConsulError | undefined)[] = []
  const lost: string[] = []
  const renewing = renewUntil({
    client: through,
    clock,
    id,
    datacenter: undefined,
    signal: over.signal,
    onTrouble: trouble => troubles.push(trouble),
    onLost: () => lost.push('lost'),
  })
  const passed = async (count: number) => {
    sleeps.at(-1)?.wake()
    await until(() => sleeps.length === count, `sleep ${count}`)
  }
  await passed(2)
  expect(proxy.requests.map(({method, path}) => `${method} ${path}`)).toEqual([`PUT /v1/session/renew/${id}`])
  proxy.set({kind: 'refuse'})
  await passed(3)
  expect(troubles).toEqual([undefined, expect.objectContaining({kind: 'unreachable'})])
  proxy.set(undefined)
  await passed(4)
  expect(troubles.at(-1)).toBeUndefined()
  expect(sleeps.map(({ms}) => ms)).toEqual([5_000, 5_000, 1_000, 5_000])
  expect(lost).toEqual([])
  await destroySession(client, id)
  sleeps.at(-1)?.wake()
  await renewing
  expect(lost).toEqual(['lost'])
})
