import {createServer} from 'node:net'
import {afterAll, afterEach, beforeAll, describe, expect, inject, it} from 'vitest'
import {registerService, reloadAgent} from '../../src/api/agent.ts'
import {listNodes, readNode} from '../../src/api/catalog.ts'
import {type Connection, type ConsulClient, createConsulClient} from '../../src/api/client.ts'
import {ConsulError, isAbort, isConsulError} from '../../src/api/errors.ts'
import {listServiceInstances} from '../../src/api/health.ts'
import {listServiceSummaries} from '../../src/api/internal.ts'
import {readRaftConfiguration} from '../../src/api/operator.ts'
import {createFaultProxy, type Fault, type FaultProxy} from '../support/fault-proxy.ts'
import {failureOf, refusal} from './failures.ts'

const target = inject('cluster').entry.httpAddress
const impatient = {callMs: 250, blockingGraceMs: 200}
let proxy: FaultProxy
const clients: ConsulClient[] = []

const connect = (connection: Partial<Connection> = {}, timings?: typeof impatient): ConsulClient => {
  const client = createConsulClient({address: proxy.address, ...connection}, timings)
  clients.push(client)
  return client
}

beforeAll(async () => {
  proxy = await createFaultProxy({target})
})
afterEach(() => proxy.set(undefined))
afterAll(async () => {
  await Promise.all(clients.map(client => client.close()))
  await proxy.close()
})

describe('a refusal', () => {
  it.each([
    [500, 'No cluster leader', 'noLeader', 'The cluster has no leader'],
    [500, 'rpc error making call: No cluster leader', 'noLeader', 'The cluster has no leader'],
    [500, 'rpc error making call: EOF', 'noLeader', 'The cluster has no leader'],
    [500, 'rpc error making call: rpc error making call: EOF', 'noLeader', 'The cluster has no leader'],
    [
      500,
      'rpc error getting client: failed to get conn: dial tcp 127.0.0.1:0->127.0.0.2:8300: connect: connection refused',
      'noLeader',
      'The cluster has no leader',
    ],
    [500, 'No known Consul servers', 'noLeader', 'This agent knows no Consul server'],
    [
      500,
      'Remote DC has no server currently reachable',
      'unreachable',
      'No server of datacenter "dc9" can be reached',
    ],
    [500, 'rpc error making call: ACL not found', 'forbidden', 'Consul does not know this token'],
    [403, 'ACL not found', 'forbidden', 'Consul does not know this token'],
    [403, 'rpc error making call: Permission denied', 'forbidden', 'The token lacks a permission'],
    [403, 'Permission denied', 'forbidden', 'The token lacks a permission'],
    [
      403,
      'Endpoint is blocked by agent configuration',
      'forbidden',
      'The agent refuses GET /v1/catalog/nodes',
    ],
    [401, 'ACL support disabled', 'notFound', 'ACLs are disabled in this cluster'],
    [404, '', 'notFound', 'Consul does not have /v1/catalog/nodes'],
    [410, 'Endpoint removed', 'notFound', 'Consul does not have /v1/catalog/nodes'],
    [409, '{"Errors":[]}', 'conflict', 'Someone else changed it first'],
    [400, 'Invalid wait time', 'invalid', 'Consul rejects GET /v1/catalog/nodes'],
    [413, 'Value exceeds 524288 byte limit', 'invalid', 'Too large for Consul'],
    [429, 'rate limit exceeded', 'rateLimited', 'Consul is refusing requests for now (429)'],
    [503, 'rate limit exceeded', 'rateLimited', 'Consul is refusing requests for now (503)'],
    [500, 'something new', 'protocol', 'Consul answered 500 to GET /v1/catalog/nodes'],
    [307, '', 'protocol', 'Consul answered 307 to GET /v1/catalog/nodes'],
  ])('of %i %j is %s', async (status, body, kind, shortMessage) => {
    proxy.set(refusal(status, body))
    const error = await failureOf(listNodes(connect({token: 'any'}), {datacenter: 'dc9'}))
    expect(error).toMatchObject({kind, shortMessage, status, method: 'GET', path: '/v1/catalog/nodes'})
    expect(error.details).toBe(body === '' ? undefined : body)
  })

  it('of a request without a token asks for one', async () => {
    proxy.set(refusal(403, 'ACL not found'))
    expect(await failureOf(listNodes(connect()))).toMatchObject({
      kind: 'forbidden',
      shortMessage: 'Consul asks for a token',
    })
  })

  it.each([401, 502, 504])('of %i by a proxy names the address', async status => {
    proxy.set(refusal(status, '<html>nginx</html>'))
    const error = await failureOf(listNodes(connect()))
    expect(error.kind).toBe(status === 401 ? 'forbidden' : 'unreachable')
    expect(error.shortMessage).toContain(proxy.address)
  })

  it('tells how long to wait', async () => {
    proxy.set(refusal(429, '', {'Retry-After': '3'}))
    expect(await failureOf(listNodes(connect()))).toMatchObject({kind: 'rateLimited', retryAfterMs: 3000})
    proxy.set(refusal(503, '', {'Retry-After': 'Thu, 01 Jan 1970 00:00:00 GMT'}))
    expect(await failureOf(listNodes(connect()))).toMatchObject({kind: 'rateLimited', retryAfterMs: 0})
    proxy.set(refusal(429))
    expect((await failureOf(listNodes(connect()))).retryAfterMs).toBeUndefined()
  })

  it('says which ACL rule would have helped', async () => {
    const client = connect()
    proxy.set(refusal(403, 'Permission denied'))
    expect((await failureOf(listServiceInstances(client, 'web"'))).nextStep).toBe(
      'The token needs service "web\\"" { policy = "read" } and node_prefix "" { policy = "read" }.',
    )
    expect((await failureOf(readRaftConfiguration(client))).nextStep).toBe(
      'The token needs operator = "read".',
    )
    expect((await failureOf(registerService(client, {Name: 'web'}))).nextStep).toBe(
      'The token needs service "web" { policy = "write" }.',
    )
    expect((await failureOf(reloadAgent(client))).nextStep).toBe(
      'The token needs agent_prefix "" { policy = "write" }.',
    )
  })

  it("passes on the server's own word for what is missing", async () => {
    proxy.set(
      refusal(403, `Permission denied: token with AccessorID '00' lacks permission 'node:read' on "c1"`),
    )
    expect((await failureOf(readNode(connect(), 'c1'))).shortMessage).toBe(
      'The token lacks a permission: node:read on "c1"',
    )
  })

  it('keeps no more of the text than a screen can hold', async () => {
    proxy.set(refusal(500, `\n${'x'.repeat(5000)}\n`))
    expect((await failureOf(listNodes(connect()))).details).toMatch(/^x{500}…$/)
  })
})

describe("Consul's own refusals", () => {
  it('of a datacenter that does not exist', async () => {
    expect(await failureOf(listNodes(connect(), {datacenter: 'dc-nowhere'}))).toMatchObject({
      kind: 'invalid',
      shortMessage: 'There is no datacenter "dc-nowhere"',
      nextStep: 'Choose one of those that `consul catalog datacenters` lists.',
    })
  })

  it('of a filter that makes no sense', async () => {
    expect(await failureOf(listNodes(connect(), {filter: 'Nothing =='}))).toMatchObject({kind: 'invalid'})
  })

  it('of both consistency modes at once, and of a registration without a name', async () => {
    const client = connect()
    await expect(
      client.send({method: 'GET', path: '/v1/catalog/nodes', query: {stale: '', consistent: ''}}),
    ).rejects.toMatchObject({kind: 'invalid', status: 400})
    await expect(registerService(client, {})).rejects.toMatchObject({kind: 'invalid', status: 400})
  })

  it('of an endpoint that it does not have', async () => {
    const client = connect()
    await expect(client.send({method: 'GET', path: '/v1/never-was'})).rejects.toMatchObject({
      kind: 'notFound',
    })
    proxy.set(refusal(404), /internal/)
    await expect(listServiceSummaries(client)).rejects.toMatchObject({kind: 'notFound'})
    await expect(listNodes(client)).resolves.toBeDefined()
  })
})

describe('a connection that fails', () => {
  it('because nothing listens', async () => {
    const gone = await createFaultProxy({target})
    await gone.close()
    expect(await failureOf(listNodes(connect({address: gone.address})))).toMatchObject({
      kind: 'unreachable',
      shortMessage: `Nothing listens at ${gone.address}`,
      nextStep: 'Start the agent, or set CONSUL_HTTP_ADDR.',
    })
  })

  it('because the name or the socket does not exist', async () => {
    const nowhere = await failureOf(listNodes(connect({address: 'http://nowhere.invalid:8500'})))
    expect(nowhere.kind).toBe('unreachable')
    expect(nowhere.shortMessage).toContain('nowhere.invalid')
    expect(await failureOf(listNodes(connect({address: 'unix:///nowhere/consul.sock'})))).toMatchObject({
      kind: 'unreachable',
      shortMessage: 'There is no socket at unix:///nowhere/consul.sock',
    })
  })

  it.each<Fault>([{kind: 'refuse'}, {kind: 'cut', afterBytes: 20}, {kind: 'cut', afterBytes: 0}])(
    'because it breaks: %j',
    async fault => {
      proxy.set(fault)
      expect(await failureOf(listNodes(connect()))).toMatchObject({
        kind: 'unreachable',
        shortMessage: `The connection to ${proxy.address} broke`,
        nextStep: expect.stringContaining('hangs up on a host that has 200 connections'),
      })
    },
  )

  it.each<Fault>([{kind: 'hang'}, {kind: 'stall', afterBytes: 10}])(
    'because the agent stays silent: %j',
    async fault => {
      proxy.set(fault)
      expect(await failureOf(listNodes(connect({}, impatient)))).toMatchObject({
        kind: 'timeout',
        shortMessage: `${proxy.address} stayed silent for 0.3 s`,
      })
    },
  )

  it('because a blocking read outlasts its wait by too much', async () => {
    proxy.set({kind: 'hang'})
    expect(await failureOf(listNodes(connect({}, impatient), {index: '1', waitMs: 160}))).toMatchObject({
      kind: 'timeout',
      shortMessage: `${proxy.address} stayed silent for 0.4 s`,
    })
  })

  it('not because the answer takes its time', async () => {
    proxy.set({kind: 'delay', ms: 50})
    await expect(listNodes(connect())).resolves.toMatchObject({meta: {knownLeader: true}})
  })

  it('because what answers is no HTTP server', async () => {
    const server = createServer(socket => socket.once('data', () => socket.end('220 mail.example ESMTP\r\n')))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const error = await failureOf(listNodes(connect({address: `http://127.0.0.1:${port}`})))
    expect(error).toMatchObject({
      kind: 'protocol',
      shortMessage: `http://127.0.0.1:${port} does not speak HTTP`,
    })
    server.close()
  })
})

describe('an answer that cannot be read', () => {
  it('because it is half of one', async () => {
    proxy.set({kind: 'corrupt'})
    expect(await failureOf(listNodes(connect()))).toMatchObject({
      kind: 'protocol',
      shortMessage: '/v1/catalog/nodes: the answer is not JSON',
    })
  })

  it('because a field is of another shape', async () => {
    proxy.set({kind: 'rewrite', rewrite: body => body.replace(/"Port": ?\d+/, '"Port": "80"')})
    expect(await failureOf(listServiceInstances(connect(), 'consul'))).toMatchObject({
      kind: 'protocol',
      shortMessage: '/v1/health/service/consul [0].Service.Port: expected a number, got a string',
    })
  })
})

describe('telling errors apart', () => {
  it('keeps aborts and failures apart', () => {
    const error = new ConsulError({kind: 'timeout', shortMessage: 'too late'})
    expect([isConsulError(error), isAbort(error)]).toEqual([true, false])
    expect(isAbort(new DOMException('given up', 'AbortError'))).toBe(true)
    expect(isConsulError(new Error('other'))).toBe(false)
  })
})
