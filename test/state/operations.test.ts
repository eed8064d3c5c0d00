import {afterAll, beforeEach, describe, expect, inject, it} from 'vitest'
import {listAgentServices} from '../../src/api/agent.ts'
import {createConsulClient} from '../../src/api/client.ts'
import {listNodeChecks, listServiceInstances} from '../../src/api/health.ts'
import {requestJson} from '../../src/demo/consul-http.ts'
import {createOperations, type Operations} from '../../src/state/operations.ts'
import {parseServiceFile} from '../../src/state/service-file.ts'
import {createTenancy, type Tenancy} from '../../src/state/tenancy.ts'
import {uniqueName, until} from '../support/cluster.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'

const {entry} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
afterAll(() => client.close())

let name: string
beforeEach(() => {
  name = uniqueName('operation')
})

const operationsIn = (tenancy: Partial<Tenancy> = {}, on = client): Operations =>
  createOperations(on, createTenancy({consistency: 'default', ...tenancy}))
const fileOf = (...names: readonly string[]) =>
  parseServiceFile('web.json', JSON.stringify({services: names.map(each => ({name: each, id: `${each}-1`}))}))
const checkIds = async () =>
  (await listServiceInstances(client, name)).data.flatMap(({checks}) => checks.map(({checkId}) => checkId))
const isOnAgent = async (id: string) => id in (await listAgentServices(client)).data

describe('what an operator does to a service', () => {
  it('is to register it, put it into maintenance and back, and deregister it', async () => {
    const operations = operationsIn()
    expect(await operations.register(await fileOf(name))).toBe(`registered ${name}`)
    expect(await operations.setInstanceMaintenance(`${name}-1`, true, 'new disk')).toBe(
      `${name}-1 is in maintenance`,
    )
    await until(async () => (await checkIds()).includes(`_service_maintenance:${name}-1`), 'maintenance')
    expect(await operations.setInstanceMaintenance(`${name}-1`, false, '')).toBe(
      `${name}-1 is out of maintenance`,
    )
    await until(async () => !(await checkIds()).includes(`_service_maintenance:${name}-1`), 'its end')
    const target = {node: entry.name, serviceId: `${name}-1`, owner: {kind: 'asked-agent'} as const}
    expect(await operations.deregister(target)).toBe(`deregistered ${name}-1 on ${entry.name}`)
    expect(await isOnAgent(`${name}-1`)).toBe(false)
  })

  it('may be to register all that a file holds', async () => {
    const operations = operationsIn()
    expect(await operations.register(await fileOf(name, `${name}-b`))).toBe(`registered ${name}, ${name}-b`)
    for (const id of [`${name}-1`, `${name}-b-1`]) {
      expect(await isOnAgent(id)).toBe(true)
      await operations.deregister({node: entry.name, serviceId: id, owner: {kind: 'asked-agent'}})
    }
  })

  it('tells what it has registered when a later one of the file is refused', async () => {
    const operations = operationsIn()
    const broken = {name: `${name}-c`, check: {interval: '1s'}}
    const services = [{name, id: `${name}-1`}, {name: `${name}-b`, id: `${name}-b-1`}, broken]
    const file = await parseServiceFile('web.json', JSON.stringify({services}))
    await expect(operations.register(file)).rejects.toMatchObject({
      name: 'ConsulError',
      kind: 'invalid',
      shortMessage: expect.stringMatching(`^registered ${name}, ${name}-b; ${name}-c: .`),
    })
    for (const id of [`${name}-1`, `${name}-b-1`]) {
      expect(await isOnAgent(id)).toBe(true)
      await operations.deregister({node: entry.name, serviceId: id, owner: {kind: 'asked-agent'}})
    }
  })

  it('is told without an addition when the only one of the file is refused', async () => {
    const file = await parseServiceFile(
      'web.json',
      JSON.stringify({service: {name, check: {interval: '1s'}}}),
    )
    await expect(operationsIn().register(file)).rejects.toMatchObject({
      kind: 'invalid',
      shortMessage: expect.not.stringContaining('registered'),
    })
  })

  it('goes to the catalog of the datacenter that is looked at, where no agent owns the service', async () => {
    await requestJson(entry.httpAddress, '/v1/catalog/register', {
      method: 'PUT',
      body: {Datacenter: 'dc2', Node: name, Address: '10.9.9.9', Service: {Service: name, ID: `${name}-1`}},
    })
    const found = async () => (await listServiceInstances(client, name, {datacenter: 'dc2'})).data.length
    await until(async () => (await found()) === 1, 'the service in dc2')
    const target = {node: name, serviceId: `${name}-1`, owner: {kind: 'catalog'} as const}
    await operationsIn({datacenter: 'dc2'}).deregister(target)
    await until(async () => (await found()) === 0, 'its end')
    await requestJson(entry.httpAddress, '/v1/catalog/deregister', {
      method: 'PUT',
      body: {Datacenter: 'dc2', Node: name},
    })
  })
})

describe('what an operator does to the asked agent', () => {
  it('is to put its node into maintenance and back', async () => {
    const own = createConsulClient({
      address: inject('cluster').agents.find(({name}) => name === 'c3')?.httpAddress ?? '',
    })
    const operations = operationsIn({}, own)
    const isInMaintenance = async () =>
      (await listNodeChecks(client, 'c3')).data.some(({checkId}) => checkId === '_node_maintenance')
    expect(await operations.setNodeMaintenance('c3', true, 'new disk')).toBe('c3 is in maintenance')
    await until(isInMaintenance, 'maintenance')
    expect(await operations.setNodeMaintenance('c3', false, '')).toBe('c3 is out of maintenance')
    await until(async () => !(await isInMaintenance()), 'its end')
    await own.close()
  })

  it('is to reload its configuration', async () => {
    expect(await operationsIn().reload()).toBe('the agent has reloaded its configuration')
  })

  it('never names the datacenter that is looked at, as the agent is in its own', async () => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    const beyond = createConsulClient({address: proxy.address})
    const operations = operationsIn({datacenter: 'dc2'}, beyond)
    await operations.register(await fileOf(name))
    await operations.setInstanceMaintenance(`${name}-1`, true, '')
    await operations.deregister({node: entry.name, serviceId: `${name}-1`, owner: {kind: 'asked-agent'}})
    await operations.reload()
    await expect(operations.forceLeave('no-such-node')).rejects.toThrow('No node found')
    expect(proxy.requests.map(({path}) => path).filter(path => path.includes('dc='))).toEqual([])
    await beyond.close()
    await proxy.close()
  })
})
