import {afterAll, beforeAll, describe, expect, inject, it} from 'vitest'
import {deregisterService, registerService} from '../../src/api/agent.ts'
import {decodeAgentService} from '../../src/api/agent-service.ts'
import {createConsulClient} from '../../src/api/client.ts'
import {listChecksInState, listNodeChecks, listServiceInstances} from '../../src/api/health.ts'
import {aggregateStatus, decodeChecks} from '../../src/api/health-check.ts'
import {listServiceSummaries} from '../../src/api/internal.ts'
import {uniqueName, until} from '../support/cluster.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'

const {entry} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
const name = uniqueName('health')

beforeAll(async () => {
  await registerService(client, {
    Name: name,
    ID: `${name}-1`,
    Port: 80,
    Tags: ['blue'],
    Checks: [
      {CheckID: `${name}:ok`, Name: 'ok', TTL: '1h', Status: 'passing'},
      {CheckID: `${name}:slow`, Name: 'slow', TTL: '1h', Status: 'warning', Notes: 'a note'},
    ],
  })
  await until(
    async () => (await listServiceInstances(client, name)).data.some(({checks}) => checks.length === 3),
    'the service with its checks',
  )
})
afterAll(async () => {
  await deregisterService(client, `${name}-1`)
  await client.close()
})

describe('health', () => {
  it('lists the checks in one state, and in any', async () => {
    const warnings = await listChecksInState(client, 'warning')
    expect(warnings.data).toContainEqual({
      node: entry.name,
      checkId: `${name}:slow`,
      name: 'slow',
      status: 'warning',
      notes: 'a note',
      output: expect.any(String),
      serviceId: `${name}-1`,
      serviceName: name,
      serviceTags: ['blue'],
      type: 'ttl',
      modifyIndex: expect.any(Number),
    })
    const all = await listChecksInState(client, 'any', {filter: `ServiceName == "${name}"`})
    expect(all.data.map(check => check.status).toSorted()).toEqual(['passing', 'warning'])
  })

  it('lists the checks of a node, its own and those of its services', async () => {
    const {data} = await listNodeChecks(client, entry.name)
    expect(data).toContainEqual(
      expect.objectContaining({checkId: 'serfHealth', serviceId: '', serviceTags: []}),
    )
    expect(data).toContainEqual(expect.objectContaining({checkId: `${name}:ok`}))
  })

  it('lists the instances of a service with node and checks', async () => {
    const {data, meta} = await listServiceInstances(client, name)
    expect(data).toHaveLength(1)
    expect(data[0]?.node).toMatchObject({name: entry.name, datacenter: 'dc1'})
    expect(data[0]?.service).toMatchObject({
      id: `${name}-1`,
      name,
      tags: ['blue'],
      address: '',
      port: 80,
      weights: {passing: 1, warning: 1},
    })
    expect(data[0]?.checks.map(check => check.checkId).toSorted()).toEqual(
      [`${name}:ok`, `${name}:slow`, 'serfHealth'].toSorted(),
    )
    expect(meta.index).toMatch(/^\d+$/)
  })

  it('knows no instances of a service that does not exist', async () => {
    expect((await listServiceInstances(client, uniqueName('nothing'))).data).toEqual([])
  })

  it('sums a service up', async () => {
    const {data} = await listServiceSummaries(client)
    expect(data).toContainEqual({
      name,
      tags: ['blue'],
      nodes: [entry.name],
      instanceCount: 1,
      kind: undefined,
      peerName: undefined,
      checksPassing: 2,
      checksWarning: 1,
      checksCritical: 0,
    })
    // Consul says null for no tags.
    expect(data.find(service => service.name === 'consul')?.tags).toEqual([])
  })

  it('takes null for every list, and more fields than it knows', async () => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    const beyond = createConsulClient({address: proxy.address})
    proxy.set({
      kind: 'rewrite',
      rewrite: body =>
        JSON.stringify(
          JSON.parse(body).map((entry: {Node: object; Service: object}) => ({
            Node: {...entry.Node, Meta: null, TaggedAddresses: null, Locality: {Region: 'r'}},
            Service: {
              ...entry.Service,
              Tags: null,
              Meta: null,
              Weights: null,
              Port: 0,
              Kind: 'connect-proxy',
              Ports: [
                {Name: 'http', Port: 8080, Default: true},
                {Name: 'admin', Port: 8081},
              ],
            },
            Checks: null,
            PeerName: 'east',
          })),
        ),
    })
    const {data} = await listServiceInstances(beyond, name)
    expect(data[0]).toMatchObject({
      node: {name: entry.name},
      service: {
        tags: [],
        port: 0,
        kind: 'connect-proxy',
        weights: {passing: 1, warning: 1},
        ports: [
          {name: 'http', port: 8080, isDefault: true},
          {name: 'admin', port: 8081, isDefault: false},
        ],
      },
      checks: [],
    })
    await beyond.close()
    await proxy.close()
  })

  it('keeps a status that it does not know', () => {
    expect(decodeChecks([{Node: 'n', CheckID: 'c', Status: 'unsure'}])).toMatchObject([
      {status: 'unsure', type: undefined},
    ])
    expect(decodeAgentService({ID: 'a', Service: 'a'})).toMatchObject({
      ports: undefined,
      port: 0,
      kind: undefined,
    })
  })
})

describe('the status of several checks', () => {
  const check = (status: string, checkId = 'c') => ({status, checkId})

  it.each([
    ['nothing at all', [], 'passing'],
    ['all passing', [check('passing'), check('passing')], 'passing'],
    ['one in warning', [check('passing'), check('warning')], 'warning'],
    ['one critical before one in warning', [check('critical'), check('warning')], 'critical'],
    ['a node in maintenance', [check('critical'), check('critical', '_node_maintenance')], 'maintenance'],
    ['a service in maintenance', [check('passing', '_service_maintenance:web-1')], 'maintenance'],
    ['a check that is merely called so', [check('critical', 'service_maintenance:web')], 'critical'],
  ])('with %s', (_, checks, status) => {
    expect(aggregateStatus(checks)).toBe(status)
  })
})
