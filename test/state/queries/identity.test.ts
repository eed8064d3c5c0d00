import {afterAll, beforeAll, describe, expect, inject, it} from 'vitest'
import {createConsulClient} from '../../../src/api/client.ts'
import type {DemoCluster} from '../../../src/demo/cluster-types.ts'
import {requestJson} from '../../../src/demo/consul-http.ts'
import {type Identity, identityQuery} from '../../../src/state/queries/identity.ts'
import {nodeQuery} from '../../../src/state/queries/node.ts'
import {servicesQuery} from '../../../src/state/queries/services.ts'
import {startPrivateCluster, until} from '../../support/cluster.ts'
import {ask, contextOf, firstEvent, untilFound} from './ask.ts'

const allowed = ({permissions = []}: Identity) => permissions.map(({resource, allow}) => [resource, allow])

describe('who is asked, and as whom, without ACLs', () => {
  it('is the agent, and nothing needs a permission', async () => {
    const {entry} = inject('cluster')
    const client = createConsulClient({address: entry.httpAddress})
    const identity = await ask(identityQuery(contextOf(client)))
    expect(identity).toMatchObject({
      agent: {nodeName: entry.name, datacenter: 'dc1', server: false},
      token: {disabled: true},
    })
    expect(identity).not.toHaveProperty('permissions')
    await client.close()
  })
})

describe('who is asked, and as whom, with ACLs', () => {
  let cluster: DemoCluster
  const identityWith = async (token: string | undefined): Promise<Identity> => {
    const client = createConsulClient({address: cluster.entry.httpAddress, token})
    try {
      return await ask(identityQuery(contextOf(client)))
    } finally {
      await client.close()
    }
  }
  /** A new token with these rules. */
  const tokenFor = async (name: string, Rules: string): Promise<string> => {
    const call = {method: 'PUT', token: cluster.managementToken} as const
    const {httpAddress} = cluster.entry
    await requestJson(httpAddress, '/v1/acl/policy', {...call, body: {Name: name, Rules}})
    const body = {Description: `for ${name}`, Policies: [{Name: name}]}
    const made = await requestJson(httpAddress, '/v1/acl/token', {...call, body})
    return String(Object(made).SecretID)
  }

  beforeAll(async () => {
    cluster = await startPrivateCluster({acl: true})
  })
  afterAll(() => cluster.stop())

  it('may do everything with the management token', async () => {
    const identity = await identityWith(cluster.managementToken)
    expect(identity).toMatchObject({
      agent: {nodeName: cluster.entry.name, aclsEnabled: true},
      token: {disabled: false, policies: ['global-management']},
    })
    expect(allowed(identity)).toEqual([
      ['service', true],
      ['node', true],
      ['agent', true],
      ['session', true],
      ['key', true],
    ])
  })

  it('may do what its policy says, which tells what is empty from what is hidden', async () => {
    const token = await tokenFor('reader', 'service_prefix "" { policy = "read" }')
    const identity = await until(() => identityWith(token), 'the token')
    expect(identity.token).toMatchObject({description: 'for reader', policies: ['reader']})
    expect(identity).not.toHaveProperty('agent')
    expect(allowed(identity)).toEqual([
      ['service', true],
      ['node', false],
      ['agent', false],
      ['session', false],
      ['key', false],
    ])
  })

  it('may do nothing anonymously', async () => {
    const known = async () => {
      const identity = await identityWith(undefined)
      return identity.permissions && identity
    }
    const identity = await untilFound(known, 'anonymous token, which a young cluster has yet to make')
    expect(identity).not.toHaveProperty('agent')
    expect(allowed(identity)).toEqual([
      ['service', false],
      ['node', false],
      ['agent', false],
      ['session', false],
      ['key', false],
    ])
  })

  it('keeps no secret in what it tells', async () => {
    const token = cluster.managementToken ?? ''
    expect(JSON.stringify(await identityWith(token))).not.toContain(token)
  })

  it('sees a filtered list without the permission to read it, and a refusal where Consul says so', async () => {
    const client = createConsulClient({address: cluster.entry.httpAddress})
    expect(await ask(servicesQuery(contextOf(client)))).toEqual([])
    await client.close()
    const unknown = createConsulClient({
      address: cluster.entry.httpAddress,
      token: '00000000-0000-0000-0000-00000000dead',
    })
    expect(await firstEvent(nodeQuery(contextOf(unknown), 's1'))).toMatchObject({
      type: 'failed',
      retryInMs: undefined,
      error: {kind: 'forbidden'},
    })
    await unknown.close()
  })
})
