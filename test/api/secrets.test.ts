import {inspect} from 'node:util'
import {afterAll, afterEach, beforeAll, describe, expect, inject, it} from 'vitest'
import {reloadAgent} from '../../src/api/agent.ts'
import {readAgentSelf} from '../../src/api/agent-self.ts'
import {listNodes} from '../../src/api/catalog.ts'
import {type Connection, type ConsulClient, createConsulClient} from '../../src/api/client.ts'
import type {ConsulError} from '../../src/api/errors.ts'
import {createFaultProxy, type Fault, type FaultProxy} from '../support/fault-proxy.ts'
import {failureOf, refusal} from './failures.ts'

const impatient = {callMs: 250, blockingGraceMs: 200}
const secrets = {token: '5ec4e7-70ce', basicAuth: 'ops:pa55-word'}
let proxy: FaultProxy
const clients: ConsulClient[] = []

const connect = (connection: Partial<Connection> = {}, timings?: typeof impatient): ConsulClient => {
  const client = createConsulClient({address: proxy.address, ...connection}, timings)
  clients.push(client)
  return client
}

beforeAll(async () => {
  proxy = await createFaultProxy({target: inject('cluster').entry.httpAddress})
})
afterEach(() => proxy.set(undefined))
afterAll(async () => {
  await Promise.all(clients.map(client => client.close()))
  await proxy.close()
})

describe('token, user and password', () => {
  const faults: readonly Fault[] = [
    {kind: 'refuse'},
    {kind: 'cut', afterBytes: 5},
    {kind: 'hang'},
    {kind: 'corrupt'},
    ...[400, 401, 403, 404, 409, 413, 429, 500, 503].map(status =>
      refusal(
        status,
        `you sent ${secrets.token} and ${secrets.basicAuth}, that is ${btoa(secrets.basicAuth)}`,
      ),
    ),
    refusal(403, `Permission denied: ACL not found for ${secrets.token}`),
  ]
  const hidden = [secrets.token, 'pa55-word', btoa(secrets.basicAuth)]

  const expectNoSecret = (error: ConsulError): void => {
    const everything = [
      inspect(error, {depth: 10, showHidden: true}),
      error.stack,
      String(error),
      JSON.stringify(error),
    ]
    for (const secret of hidden) expect(everything.join('\n')).not.toContain(secret)
  }

  it.each(faults)('never show in an error: %j', async fault => {
    proxy.set(fault)
    expectNoSecret(await failureOf(readAgentSelf(connect(secrets, impatient))))
  })

  it('never show when nothing listens, when the address holds them, or when they cannot be sent', async () => {
    const address = `http://${secrets.basicAuth}@127.0.0.1:1`
    expectNoSecret(await failureOf(listNodes(connect({address, token: secrets.token}))))
    expectNoSecret(await failureOf(listNodes(connect({token: `${secrets.token}\n`}))))
    expectNoSecret(await failureOf(reloadAgent(connect({...secrets, readOnly: true}))))
  })
})
