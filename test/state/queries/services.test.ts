import {afterAll, beforeAll, describe, expect, inject, it} from 'vitest'
import {deregisterService, registerService} from '../../../src/api/agent.ts'
import {type ConsulClient, createConsulClient} from '../../../src/api/client.ts'
import {requestJson} from '../../../src/demo/consul-http.ts'
import {checksQuery} from '../../../src/state/queries/checks.ts'
import {metaExpression} from '../../../src/state/queries/meta-filter.ts'
import {sickNodesQuery} from '../../../src/state/queries/node.ts'
import {
  matchingServicesQuery,
  serviceInstancesQuery,
  servicesQuery,
} from '../../../src/state/queries/services.ts'
import {sickNodes} from '../../../src/state/rows/failing.ts'
import {createServiceRows} from '../../../src/state/rows/service-rows.ts'
import {parseFilter} from '../../../src/state/table/filter.ts'
import {uniqueName, until} from '../../support/cluster.ts'
import {createFaultProxy} from '../../support/fault-proxy.ts'
import {ask, contextOf, follow, untilFound} from './ask.ts'

const {entry, agents} = inject('cluster')
const other = agents.find(({name}) => name === 'c2') ?? entry
const client = createConsulClient({address: entry.httpAddress})
const otherClient = createConsulClient({address: other.httpAddress})
const context = contextOf(client)
const name = uniqueName('query')
const AWKWARD = String.raw`a.b*[c] "d" \e (f) §`

const register = (
  on: ConsulClient,
  id: string,
  Status: string,
  more: Readonly<Record<string, unknown>> = {},
) =>
  registerService(on, {
    Name: name,
    ID: `${name}-${id}`,
    Tags: ['b', 'a'],
    Checks: [
      {CheckID: `${name}-${id}:ttl`, Name: 'ttl', TTL: '1h', Status},
      {CheckID: `${name}-${id}:other`, Name: 'other', TTL: '1h', Status: 'passing'},
    ],
    ...more,
  })

beforeAll(async () => {
  await register(client, '1', 'passing', {Meta: {env: 'production', odd: AWKWARD}})
  await register(client, '2', 'warning')
  await register(otherClient, '3', 'critical')
  await until(
    async () => (await ask(serviceInstancesQuery(context, name))).length === 3,
    'the instances to reach the catalog',
  )
})
afterAll(async () => {
  for (const id of ['1', '2']) await deregisterService(client, `${name}-${id}`)
  await deregisterService(otherClient, `${name}-3`)
  await Promise.all([client.close(), otherClient.close()])
})

const own = async (query = servicesQuery(context)) =>
  (await ask(query)).find(service => service.name === name)

describe('the services of a real cluster', () => {
  it('are counted with their nodes and tags', async () => {
    const service = await own()
    expect(service).toMatchObject({name, instanceCount: 3})
    expect(service?.tags.toSorted()).toEqual(['a', 'b'])
    expect(service?.nodes.toSorted()).toEqual([entry.name, other.name].toSorted())
  })

  it('are counted by health under the checks that fail', async () => {
    const failing = [
      ...(await ask(checksQuery(context, 'critical'))),
      ...(await ask(checksQuery(context, 'warning'))),
    ]
    const rows = createServiceRows()({services: await ask(servicesQuery(context)), failing})
    expect(rows.find(row => row.name === name)).toMatchObject({
      instances: 3,
      passing: 1,
      warning: 1,
      critical: 1,
      health: 'critical',
    })
  })

  it('are counted from their checks where Consul’s own summary is missing', async () => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    proxy.set({kind: 'status', status: 404}, /internal\/ui/)
    const beyond = createConsulClient({address: proxy.address})
    expect(await own(servicesQuery(contextOf(beyond)))).toMatchObject({
      name,
      tags: ['a', 'b'],
      instanceCount: 3,
    })
    await beyond.close()
    await proxy.close()
  })

  it('are those of the datacenter that is looked at', async () => {
    const services = await ask(servicesQuery(contextOf(client, {datacenter: 'dc2'})))
    expect(services.map(service => service.name)).toContain('consul')
    expect(services.map(service => service.name)).not.toContain(name)
  })

  it('are told anew when one comes and when it goes, and not when a check flips', async () => {
    const late = uniqueName('late')
    const seen = follow(servicesQuery(context))
    const has = () => seen.data.at(-1)?.some(service => service.name === late)
    await until(() => seen.data.length > 0, 'the first answer')
    await registerService(client, {Name: late, ID: late})
    await until(has, 'the new service')
    await deregisterService(client, late)
    await until(() => !has(), 'its end')
    seen.stop()
  })

  it('tell of a check that flips, at once', async () => {
    const seen = follow(checksQuery(context, 'critical'))
    const isCritical = () => seen.data.at(-1)?.some(({checkId}) => checkId === `${name}-1:ttl`) ?? false
    await until(() => seen.data.length > 0, 'the first answer')
    await requestJson(entry.httpAddress, `/v1/agent/check/fail/${name}-1:ttl`, {method: 'PUT'})
    await until(isCritical, 'the critical check')
    await requestJson(entry.httpAddress, `/v1/agent/check/pass/${name}-1:ttl`, {method: 'PUT'})
    await until(() => !isCritical(), 'its recovery')
    seen.stop()
  })

  it('remember when a check was seen to change', async () => {
    await ask(serviceInstancesQuery(context, name))
    await requestJson(entry.httpAddress, `/v1/agent/check/warn/${name}-1:other`, {method: 'PUT'})
    const check = await untilFound(async () => {
      const instances = await ask(serviceInstancesQuery(context, name))
      return instances
        .flatMap(({checks}) => checks)
        .find(({checkId, status}) => checkId === `${name}-1:other` && status === 'warning')
    }, 'the warning')
    expect(context.transitions.changedAt(check)).toBeGreaterThan(context.transitions.seenAt(check) ?? 0)
    await requestJson(entry.httpAddress, `/v1/agent/check/pass/${name}-1:other`, {method: 'PUT'})
  })
})

describe('the services whose metadata matches, as the server says', () => {
  const matching = async (filter: string): Promise<boolean> => {
    const [term] = parseFilter(filter).terms
    if (term === undefined) throw new Error('no term')
    return (await ask(matchingServicesQuery(context, [metaExpression(term)])))[0]?.includes(name) ?? false
  }

  it.each([
    ['the whole value', 'meta.env:production', true],
    ['a part of it, in any case', 'meta.env:DUCT', true],
    ['the key alone', 'meta.env:', true],
    ['a regex', 'meta.env:/^prod.*n$/', true],
    ['a regex that does not match', 'meta.env:/^duct/', false],
    ['another value', 'meta.env:dev', false],
    ['a key that no instance has', 'meta.nope:x', false],
    ['a key that no instance has, alone', 'meta.nope:', false],
    ['special characters of regexes', 'meta.odd:a.b*[c]', true],
    ['special characters that mean themselves', 'meta.odd:axb', false],
    ['quotes', 'meta.odd:"d"', true],
    ['a backslash', String.raw`meta.odd:\e`, true],
    ['parentheses', 'meta.odd:(f)', true],
    ['letters beyond ASCII', 'meta.odd:§', true],
  ])('by %s', async (_, filter, matches) => {
    expect(await matching(filter)).toBe(matches)
  })

  it('are told apart for several questions at once', async () => {
    const {terms} = parseFilter('meta.env:prod meta.env:dev meta.odd:a')
    const answers = await ask(matchingServicesQuery(context, terms.map(metaExpression)))
    expect(answers.map(names => names.includes(name))).toEqual([true, false, true])
  })

  it('are none for a key that is a trick', async () => {
    expect(await matching('meta.env"in`Service.Meta`or"env:production')).toBe(false)
  })
})

describe('the instances on sick nodes', () => {
  it('are those of the nodes that were asked for, and a node that is gone is left out', async () => {
    const found = await ask(sickNodesQuery(context, [entry.name, 'no-such-node']))
    expect([...found.keys()]).toEqual([entry.name])
    expect(
      found
        .get(entry.name)
        ?.filter(service => service.name === name)
        .map(({id}) => id),
    ).toEqual([`${name}-1`, `${name}-2`])
  })

  it('make every instance on a node count when the node itself is sick', async () => {
    await requestJson(other.httpAddress, '/v1/agent/check/register', {
      method: 'PUT',
      body: {ID: `${name}:disk`, Name: 'disk', TTL: '1h', Status: 'critical'},
    })
    const failing = await untilFound(async () => {
      const checks = await ask(checksQuery(context, 'critical'))
      return sickNodes(checks).includes(other.name) ? checks : undefined
    }, 'the node to be sick')
    const onSickNodes = await ask(sickNodesQuery(context, sickNodes(failing)))
    const rows = createServiceRows()({services: await ask(servicesQuery(context)), failing, onSickNodes})
    expect(rows.find(row => row.name === name)).toMatchObject({instances: 3, critical: 1, health: 'critical'})
    await requestJson(other.httpAddress, `/v1/agent/check/deregister/${name}:disk`, {method: 'PUT'})
  })
})
