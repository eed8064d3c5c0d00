import {afterAll, beforeAll, describe, expect, inject, it, onTestFinished} from 'vitest'
import {deregisterFromCatalog} from '../../../src/api/catalog.ts'
import {createConsulClient} from '../../../src/api/client.ts'
import {fireEvent, listEvents} from '../../../src/api/event.ts'
import type {DemoCluster} from '../../../src/demo/cluster-types.ts'
import type {TargetFilters} from '../../../src/deploy/targets/filters.ts'
import {findTargets} from '../../../src/deploy/targets/find.ts'
import {register} from '../../support/agent-calls.ts'
import {startPrivateCluster, uniqueName, until} from '../../support/cluster.ts'
import {bytes} from '../../support/kv-tools.ts'

const {entry, agents} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
const each = agents.map(({name, datacenter, httpAddress}) => ({
  name,
  datacenter,
  client: createConsulClient({address: httpAddress}),
}))
afterAll(() => Promise.all([client, ...each.map(agent => agent.client)].map(({close}) => close())))

const addressOf = (name: string): string => agents.find(agent => agent.name === name)?.httpAddress ?? ''

/** Who takes events with these filters, by the agents' own lists; for each of the filters. */
const hearersOf = async (
  filters: readonly TargetFilters[],
  datacenter = 'dc1',
): Promise<readonly (readonly string[])[]> => {
  const local = each.filter(agent => agent.datacenter === datacenter)
  const events = filters.map(filter => ({...filter, name: uniqueName('who')}))
  const last = uniqueName('last')
  const heard = async (event: string) => {
    const lists = await Promise.all(local.map(agent => listEvents(agent.client, {name: event})))
    return local.filter((_, place) => (lists[place]?.data.length ?? 0) > 0).map(agent => agent.name)
  }
  for (const event of [...events, {name: last}])
    await fireEvent(client, {payload: bytes(''), ...event}, {datacenter})
  for (const [place, {name}] of events.entries()) {
    const {expected} = await findTargets(client, {...filters[place], datacenter})
    await until(async () => (await heard(name)).length >= expected.length, 'those who are expected')
  }
  await until(async () => (await heard(last)).length === local.length, 'everybody')
  return Promise.all(events.map(async ({name}) => (await heard(name)).toSorted()))
}

const expectedOf = async (filters: TargetFilters, datacenter?: string): Promise<readonly string[]> =>
  (await findTargets(client, {...filters, datacenter})).expected.map(({node}) => node)

describe('the targets of an event', () => {
  it('are those that take it: by name, by service ID, by the tags of that service', async () => {
    const web = uniqueName('web')
    const definition = {Name: web, Port: 80}
    await register(addressOf('c1'), {...definition, ID: `${web}-1`, Tags: ['v1', 'blue']})
    await register(addressOf('c2'), {...definition, Tags: ['v2']})
    await register(addressOf('s1'), {...definition, ID: `other-${web}`, Tags: ['v10']})
    await register(addressOf('s1'), {Name: `${web}-db`, ID: `db-of-${web}`, Tags: ['v1']})
    const filters: readonly TargetFilters[] = [
      {},
      {node: 'c'},
      {node: '^c1$'},
      {node: '(?i)^C[12]$'},
      {service: web},
      {service: `^${web}$`},
      {service: `^${web}-1$`},
      {service: `^other-${web}\\z`},
      {service: `^${web}`, tag: 'v1'},
      {service: web, tag: '^v1$'},
      {service: web, tag: '^v2$', node: 'c'},
      {service: web, node: '^s'},
      {service: '^consul$'},
      {service: web, tag: 'nope'},
    ]
    await until(async () => (await expectedOf({service: web})).join() === 'c1,c2,s1', 'the services')
    const hearers = await hearersOf(filters)
    for (const [place, filter] of filters.entries())
      expect(await expectedOf(filter), JSON.stringify(filter)).toEqual(hearers[place])
    expect(await expectedOf({service: web, tag: '^v1$'})).toEqual(['c1', 's1'])
    expect((await findTargets(client, {service: web})).expected).toEqual([
      {node: 'c1', services: [`${web}-1`]},
      {node: 'c2', services: [web]},
      {node: 's1', services: expect.arrayContaining([`other-${web}`, `db-of-${web}`])},
    ])
    expect((await findTargets(client, {node: '^c1$'})).passedBy).toBe(5)
  })

  it('are found in another datacenter by its catalog, without what has no agent there', async () => {
    const external = uniqueName('external')
    const body = {json: {Node: external, Address: '192.0.2.9', Datacenter: 'dc2'}}
    await client.send({method: 'PUT', path: '/v1/catalog/register', body})
    onTestFinished(() => deregisterFromCatalog(client, {node: external, datacenter: 'dc2'}))
    const targets = await findTargets(client, {datacenter: 'dc2'})
    expect(targets).toMatchObject({isForeign: true, dead: [], expected: [{node: 't1', services: []}]})
    expect(await hearersOf([{node: '^t'}], 'dc2')).toEqual([['t1']])
    expect(await findTargets(client, {datacenter: 'dc1'})).toMatchObject({isForeign: false})
  })

  it.each([
    [{node: 'c(?=1)'}, 'node', '(?='],
    [{node: '('}, 'node', 'missing'],
    [{service: 'a++'}, 'service', '++'],
    [{service: 'web', tag: '\\1'}, 'tag', '\\1'],
    [{tag: 'v1'}, 'service', ''],
  ])('are refused in words for %j, which Consul does not take either', async (filters, word, details) => {
    const error = await findTargets(client, filters).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({kind: 'invalid', shortMessage: expect.stringContaining(word)})
    expect(error).toHaveProperty('message', expect.stringContaining(details))
    const fired = fireEvent(client, {name: uniqueName('bad'), payload: bytes(''), ...filters})
    await expect(fired).rejects.toMatchObject({name: 'ConsulError'})
  })
})

describe('targets that gossip has lost', () => {
  let cluster: DemoCluster
  beforeAll(async () => {
    cluster = await startPrivateCluster({topology: {dc1: {servers: 1, clients: 2}}})
  })
  afterAll(() => cluster.stop())

  it('are told apart from those that must answer', async () => {
    const own = createConsulClient({address: cluster.entry.httpAddress})
    const web = {Name: 'web', ID: 'web-1'}
    await register(cluster.agent('c2').httpAddress, web)
    await until(async () => (await findTargets(own, {service: 'web'})).expected.length === 1, 'the service')
    await cluster.kill('c2')
    await until(async () => (await findTargets(own, {})).dead.length === 1, 'gossip to lose c2')
    expect(await findTargets(own, {service: 'web'})).toMatchObject({
      expected: [],
      dead: [{node: 'c2', services: ['web-1']}],
      passedBy: 2,
    })
    expect((await findTargets(own, {node: '^s'})).dead).toEqual([])
    await own.close()
  })
})
