import {afterEach, beforeEach, describe, expect, inject, it} from 'vitest'
import {deregisterService, registerService} from '../../src/api/agent.ts'
import {type ConsulClient, createConsulClient} from '../../src/api/client.ts'
import {systemClock} from '../../src/api/clock.ts'
import {listServiceInstances} from '../../src/api/health.ts'
import {type WatchEvent, watch} from '../../src/api/watch.ts'
import {request} from '../../src/demo/consul-http.ts'
import {uniqueName, until} from '../support/cluster.ts'
import {createFaultProxy, type FaultProxy} from '../support/fault-proxy.ts'

const {entry} = inject('cluster')

/** Retries at once: how long it waits is told elsewhere. */
const hasty = {...systemClock, random: () => 0}

describe('a watch of a real service, through a connection that fails', () => {
  let name: string
  let direct: ConsulClient
  let client: ConsulClient
  let proxy: FaultProxy
  let stop: AbortController
  let events: WatchEvent<readonly string[]>[]

  /** The ports under which the service is registered: what the watch tells of. */
  const ports = (): readonly (readonly string[])[] =>
    events.flatMap(event => (event.type === 'data' ? [event.reply.data] : []))
  const failures = (): readonly string[] =>
    events.flatMap(event => (event.type === 'failed' ? [event.error.kind] : []))
  const register = (Port: number): Promise<void> => registerService(direct, {Name: name, ID: name, Port})
  const isBlocking = (): boolean => Boolean(proxy.requests.at(-1)?.path.includes('index='))
  const told = (...expected: readonly (readonly string[])[]): Promise<unknown> =>
    until(() => JSON.stringify(ports()) === JSON.stringify(expected), `the watch to tell ${expected}`)

  beforeEach(async () => {
    name = uniqueName('watch')
    direct = createConsulClient({address: entry.httpAddress})
    proxy = await createFaultProxy({target: entry.httpAddress})
    client = createConsulClient({address: proxy.address}, {callMs: 10_000, blockingGraceMs: 1_000})
    stop = new AbortController()
    events = []
    void (async () => {
      const read = async (options: Parameters<typeof listServiceInstances>[2]) => {
        const reply = await listServiceInstances(client, name, options)
        return {...reply, data: reply.data.map(({service}) => String(service.port))}
      }
      for await (const event of watch(read, {signal: stop.signal, clock: hasty, waitMs: () => 1_000})) {
        events.push(event)
      }
    })()
    await told([])
  })
  afterEach(async () => {
    stop.abort()
    await Promise.all([client.close(), proxy.close()])
    await request(entry.httpAddress, `/v1/agent/service/deregister/${name}`, {method: 'PUT'})
    await direct.close()
  })

  it('tells of a registration, a change and a removal, each once', async () => {
    await register(1)
    await told([], ['1'])
    await register(2)
    await told([], ['1'], ['2'])
    await deregisterService(direct, name)
    await told([], ['1'], ['2'], [])
    expect(failures()).toEqual([])
  })

  it('is answered without a change at the end of each wait, and keeps that to itself', async () => {
    await until(() => events.filter(({type}) => type === 'unchanged').length >= 2, 'two waits to end')
    expect(ports()).toEqual([[]])
  })

  it('neither loses nor repeats data over an answer that breaks off', async () => {
    await register(1)
    await told([], ['1'])
    proxy.set({kind: 'cut', afterBytes: 10})
    await until(() => failures().includes('unreachable'), 'the break')
    await register(2)
    proxy.set(undefined)
    await told([], ['1'], ['2'])
  })

  it('takes no index from a 500', async () => {
    await register(1)
    await told([], ['1'])
    const headers = {'X-Consul-Index': '1', 'X-Consul-Knownleader': 'false'}
    proxy.set({kind: 'status', status: 500, body: 'rpc error making call: EOF', headers})
    await until(() => failures().includes('noLeader'), 'the failure')
    await register(2)
    proxy.set(undefined)
    await told([], ['1'], ['2'])
    expect(proxy.requests.filter(({path}) => /index=1(&|$)/.test(path))).toEqual([])
  })

  it('starts over after an index that went backwards', async () => {
    await until(isBlocking, 'a blocking read')
    proxy.set({kind: 'rewindIndex', index: '2'})
    await register(1)
    await told([], ['1'])
    await until(() => proxy.requests.some(({path}) => /index=2(&|$)/.test(path)), 'the rewound index')
    proxy.set(undefined)
    await register(2)
    await told([], ['1'], ['2'])
    expect(failures()).toEqual([])
  })

  it('gives a silent connection up and goes on with another', async () => {
    await register(1)
    await told([], ['1'])
    proxy.set({kind: 'hang'}, /index=/)
    await until(() => failures().includes('timeout'), 'the end of patience')
    await register(2)
    await told([], ['1'], ['2'])
    proxy.set(undefined, /index=/)
    await until(() => events.at(-1)?.type !== 'failed', 'a good answer')
    expect(ports()).toEqual([[], ['1'], ['2']])
  })

  it('gives an answer up that falls silent in its middle', async () => {
    proxy.set({kind: 'stall', afterBytes: 1})
    await register(1)
    await until(() => failures().includes('timeout'), 'the end of patience')
    proxy.set(undefined)
    await told([], ['1'])
  })
})
