import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {startDemoCluster} from '../../src/demo/cluster.ts'
import type {DemoCluster} from '../../src/demo/cluster-types.ts'
import {request, requestJson} from '../../src/demo/consul-http.ts'
import {counterKey, lockedKey} from '../../src/demo/seed/kv-tree.ts'
import {flappingService} from '../../src/demo/seed/shop-services.ts'
import {until} from '../support/cluster.ts'
import {consulBin} from '../support/consul-binary.ts'

type Check = {
  readonly Node: string
  readonly ServiceName: string
  readonly CheckID: string
  readonly Status: string
  readonly Output: string
  readonly Notes: string
}

let cluster: DemoCluster
beforeAll(async () => {
  cluster = await startDemoCluster({consulBin: consulBin(), seed: {flapMs: [3_000, 4_000]}})
})
afterAll(() => cluster.stop())

const get = (path: string) => requestJson(cluster.entry.httpAddress, path)

async function checksOf(service: string): Promise<readonly Check[]> {
  const checks = await get(`/v1/health/checks/${encodeURIComponent(service)}`)
  if (!Array.isArray(checks)) throw new TypeError('checks are a list')
  return checks
}

const statusesOf = async (service: string) =>
  [...new Set((await checksOf(service)).map(check => check.Status))].toSorted()

const showsOutput = (service: string, text: string) =>
  until(
    async () => (await checksOf(service)).some(check => check.Output.includes(text)),
    `${service} to print ${JSON.stringify(text)}`,
  )

describe('the services of the demo', () => {
  it('spread over the client agents, and into dc2', async () => {
    const workers = await get('/v1/catalog/service/image-resizer')
    expect(workers).toHaveLength(24)
    expect(new Set(Array.isArray(workers) ? workers.map(worker => worker.Node) : [])).toEqual(
      new Set(['c1', 'c2', 'c3']),
    )
    expect(Object.keys(Object(await get('/v1/catalog/services')))).toHaveLength(19)
    expect(await get('/v1/catalog/services?dc=dc2')).toHaveProperty('postgres')
  })

  it.each([
    ['web', ['passing']],
    ['payments', ['critical']],
    ['search', ['passing', 'warning']],
    ['inventory', ['critical', 'passing']],
    ['legacy-ftp', []],
    ['商品レビュー', ['passing']],
    ['card-gateway', ['passing']],
  ])('has %s with the statuses %j', async (service, statuses) => {
    await until(
      async () => JSON.stringify(await statusesOf(service)) === JSON.stringify(statuses),
      `${service} to settle`,
    )
  })

  it('shows real output: long, of a TTL check, of an HTTP check, of a node', async () => {
    await showsOutput('payments', '\n\tat com.shop.payments.gateway.CardProcessorClient.authorize')
    await showsOutput('redis', '+PONG')
    await showsOutput('web', '200 OK Output: {"status":"ok"}')
    const disk = async () => JSON.stringify(await get('/v1/health/node/c2'))
    await until(async () => (await disk()).includes('/dev/nvme0n1p1'), 'the disk check to print')
  })

  it('prints escape sequences in one check, as a hostile service would', () =>
    showsOutput('smtp-relay', '\u001b[2J'))

  it('tells why an instance is in maintenance', async () => {
    const maintenance = (await checksOf('inventory')).filter(check =>
      check.CheckID.startsWith('_service_maintenance'),
    )
    expect(maintenance).toMatchObject([{Status: 'critical', Notes: expect.stringContaining('warehouse')}])
  })

  it('keeps a service on a node that has no agent', async () => {
    expect(await get('/v1/catalog/service/card-gateway')).toMatchObject([
      {Node: 'card-gateway', ServicePort: 443},
    ])
    expect(JSON.stringify(await get('/v1/agent/members'))).not.toContain('card-gateway')
  })

  it('has one that fails and recovers', async () => {
    const is = (status: string) => async () =>
      JSON.stringify(await statusesOf(flappingService)) === `["${status}"]`
    await until(is('critical'), 'recommendations to fail')
    await until(is('passing'), 'recommendations to recover')
  })
})

describe('the keys of the demo', () => {
  it('are a few hundred, with names that need care', async () => {
    const keys = await get('/v1/kv/?keys')
    expect(keys).toHaveLength(256)
    expect(keys).toEqual(
      expect.arrayContaining([
        'edge-cases/empty',
        'edge-cases/key with spaces',
        'edge-cases/percent%2Fslash',
        'edge-cases/a folder that is a key/',
        'edge-cases//doubled',
        '/leading-slash',
        'edge-cases/日本語/キー',
      ]),
    )
  })

  it('hold bytes as they are', async () => {
    const [entry] = Object(await get('/v1/kv/edge-cases/binary'))
    expect([...Buffer.from(entry.Value, 'base64')]).toEqual(Array.from({length: 256}, (_, index) => index))
  })

  it('differ between the datacenters, as settings do that are kept in two places', async () => {
    const keysIn = async (dc: string) => await get(`/v1/kv/config/production/web/?keys&dc=${dc}`)
    expect(await keysIn('dc1')).not.toContain('config/production/web/maintenance-page')
    expect(await keysIn('dc2')).toContain('config/production/web/maintenance-page')
  })

  it('carry the flags of consul-kv-dashboard', async () => {
    const [entry] = Object(await get('/v1/kv/dashboard/deploy/c1/payments'))
    expect(entry.Flags % 1000).toBe(2)
  })

  it('have one that a session holds', async () => {
    const [entry] = Object(await get(`/v1/kv/${lockedKey}`))
    expect(await get(`/v1/session/info/${entry.Session}`)).toMatchObject([
      {Name: 'deploy-coordinator', Node: 'c1'},
    ])
  })

  it('have one that keeps changing', async () => {
    const read = async () => (await request(cluster.entry.httpAddress, `/v1/kv/${counterKey}?raw`)).body
    const first = await read()
    await until(async () => (await read()) !== first, 'the counter to change')
  })
})
