import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import type {DemoCluster} from '../../../src/demo/cluster-types.ts'
import {requestJson} from '../../../src/demo/consul-http.ts'
import {describeSettings, summarise} from '../../../src/state/dns/summary.ts'
import {startPrivateCluster} from '../../support/cluster.ts'
import {deskAt, explained, reasons} from './desk.ts'

describe('an agent whose DNS is configured', () => {
  let cluster: DemoCluster

  beforeAll(async () => {
    cluster = await startPrivateCluster({
      topology: {dc1: {servers: 1, clients: 0}},
      agentConfig: {
        alt_domain: 'alt',
        dns_config: {
          enable_truncate: true,
          only_passing: true,
          a_record_limit: 5,
          node_ttl: '30s',
          service_ttl: {'*': '5s', web: '10s'},
          soa: {min_ttl: 60},
        },
      },
    })
    for (let i = 0; i < 60; i += 1) {
      await requestJson(cluster.entry.httpAddress, '/v1/catalog/register', {
        method: 'PUT',
        body: {
          Node: `n${100 + i}`,
          Address: `10.2.0.${100 + i}`,
          Service: {Service: i < 20 ? 'web' : 'many', ID: `i${100 + i}`, Port: 80},
          Check: {
            CheckID: `c${i}`,
            Name: 'load',
            Status: i === 0 ? 'warning' : 'passing',
            Output: 'high',
            ServiceID: `i${100 + i}`,
          },
        },
      })
    }
  })
  afterAll(() => cluster.stop())

  it('keeps back what only warns, and gives five addresses at the most', async () => {
    const desk = await deskAt({address: cluster.entry.httpAddress})
    const found = await explained(desk, 'web.service.alt')
    expect(found.cause).toBe('partial')
    expect(found.instances).toEqual({answered: 5, registered: 20})
    expect(reasons(found)[0]).toEqual(['i100', 'onlyPassing'])
    expect(found.missing[0]?.text).toBe('warning, and the agent has dns_config.only_passing: load: high')
    expect(new Set(found.missing.slice(1).map(({reason}) => reason))).toEqual(new Set(['recordLimit']))
    expect(found.verdict).toMatch(
      /^5 of 20 instances of web are given out, in 5 records\. Not given out: 14 over the record limit, 1 not passing\./,
    )
    expect(found.notes).toContain('Clients and resolvers may keep this answer for 10 s.')
  })

  it('sets TC, so that a client knows', async () => {
    const desk = await deskAt({address: cluster.entry.httpAddress})
    const found = await explained(desk, 'many.service', 'SRV')
    expect(summarise(found.asked.lookup)).toContain(
      'A UDP client without EDNS sees 3 of 40; TC set, so that it can ask again over TCP',
    )
    expect(found.missing.every(({reason}) => reason === 'truncated')).toBe(true)
  })

  it('has nothing remembered for a minute', async () => {
    const desk = await deskAt({address: cluster.entry.httpAddress})
    const found = await explained(desk, 'nope.service')
    expect(found.notes).toEqual([
      'Clients and resolvers may remember for 60 s that there is nothing, even once there is.',
    ])
  })

  it('tells how it answers', async () => {
    const desk = await deskAt({address: cluster.entry.httpAddress})
    expect(describeSettings(desk.settings)).toBe(
      'domain consul and alt; only_passing true; enable_truncate true; udp_answer_limit 3; a_record_limit 5; use_cache false; node_ttl 30s; service_ttl * 5s, web 10s; soa.min_ttl 60',
    )
  })
})

describe('an agent whose DNS token may read nothing', () => {
  let cluster: DemoCluster
  let token: string

  beforeAll(async () => {
    cluster = await startPrivateCluster({acl: true, topology: {dc1: {servers: 1, clients: 0}}})
    token = cluster.managementToken ?? ''
    for (const Status of ['passing', 'critical']) {
      await requestJson(cluster.entry.httpAddress, '/v1/catalog/register', {
        method: 'PUT',
        token,
        body: {
          Node: `node-${Status}`,
          Address: '10.2.0.1',
          Service: {Service: 'web', ID: `web-${Status}`, Port: 80},
          Check: {CheckID: 'up', Name: 'up', Status, ServiceID: `web-${Status}`},
        },
      })
    }
  })
  afterAll(() => cluster.stop())

  it('hides instances, which the operator’s token shows', async () => {
    const desk = await deskAt({address: cluster.entry.httpAddress, token})
    const found = await explained(desk, 'web.service')
    expect(found).toMatchObject({
      cause: 'hiddenByAcl',
      verdict: 'NXDOMAIN because all 2 instances of web are held back: 2 hidden by ACL.',
      instances: {answered: 0, registered: 2},
    })
    expect(found.missing[0]?.text).toBe(
      'hidden by ACL: without a token HTTP does not show it either (needs service:read on web and node:read on node-critical)',
    )
    expect(JSON.stringify(found)).not.toContain(token)
    const node = await explained(desk, 'node-passing.node')
    expect([node.cause, node.verdict]).toEqual([
      'hiddenByAcl',
      'NXDOMAIN because the agent’s DNS token may not read the node node-passing (needs node:read): without a token HTTP does not show it either.',
    ])
  })

  it('and without a token nobody can say whether there is something', async () => {
    const desk = await deskAt({address: cluster.entry.httpAddress}, {dnsAddress: cluster.entry.dnsAddress})
    const found = await explained(desk, 'web.service')
    expect(found.verdict).toContain('there is no service called web')
    expect(desk.settings.origin).toBe('named by --dns-addr')
    const {settings} = await deskAt({address: cluster.entry.httpAddress})
    expect(settings.origin).toContain('needs agent:read')
  })

  it('shows what the agent’s default token may read', async () => {
    const put = (path: string, body: unknown) =>
      requestJson(cluster.entry.httpAddress, path, {method: 'PUT', body, token})
    await put('/v1/acl/policy', {
      Name: 'dns',
      Rules: 'service_prefix "" { policy = "read" } node_prefix "" { policy = "read" }',
    })
    const {SecretID} = (await put('/v1/acl/token', {Policies: [{Name: 'dns'}]})) as {
      readonly SecretID: string
    }
    await put('/v1/agent/token/default', {Token: SecretID})
    const desk = await deskAt({address: cluster.entry.httpAddress, token})
    const found = await explained(desk, 'web.service')
    expect([found.cause, reasons(found)]).toEqual(['partial', [['web-critical', 'critical']]])
  })
})
