import {afterAll, describe, expect, inject, it} from 'vitest'
import {
  deregisterFromCatalog,
  listDatacenters,
  listNodes,
  listServices,
  readNode,
} from '../../src/api/catalog.ts'
import {createConsulClient} from '../../src/api/client.ts'
import {uniqueName} from '../support/cluster.ts'

const {entry} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
afterAll(() => client.close())

const registerExternal = (node: string, service: object) =>
  client.send({
    method: 'PUT',
    path: '/v1/catalog/register',
    body: {json: {Node: node, Address: '192.0.2.7', NodeMeta: {external: 'yes'}, Service: service}},
  })

describe('the catalog', () => {
  it('lists the datacenters', async () => {
    expect((await listDatacenters(client)).data.toSorted()).toEqual(['dc1', 'dc2'])
  })

  it('lists the nodes of this datacenter or of another', async () => {
    const {data} = await listNodes(client, {filter: 'Node == "c1"'})
    expect(data).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        name: 'c1',
        address: new URL(entry.httpAddress).hostname,
        datacenter: 'dc1',
        taggedAddresses: expect.objectContaining({lan: new URL(entry.httpAddress).hostname}),
        meta: expect.objectContaining({os: 'debian'}),
      },
    ])
    const elsewhere = await listNodes(client, {datacenter: 'dc2'})
    expect(elsewhere.data.map(node => [node.name, node.datacenter])).toContainEqual(['t1', 'dc2'])
  })

  it('reads one node, or undefined for a stranger', async () => {
    const {data} = await readNode(client, 's1')
    expect(data?.node.name).toBe('s1')
    expect(data?.services).toContainEqual(expect.objectContaining({id: 'consul', name: 'consul'}))
    const stranger = await readNode(client, uniqueName('stranger'))
    expect(stranger.data).toBeUndefined()
    expect(stranger.meta.index).toMatch(/^\d+$/)
  })

  it('lists services with their tags in order', async () => {
    const node = uniqueName('tagged')
    await registerExternal(node, {Service: node, Tags: ['v2', 'primary', 'v1']})
    const {data} = await listServices(client)
    expect(data).toContainEqual({name: node, tags: ['primary', 'v1', 'v2']})
    await deregisterFromCatalog(client, {node})
  })

  it('forgets an instance, then the whole node', async () => {
    const node = uniqueName('external')
    await registerExternal(node, {ID: 'a', Service: node})
    await registerExternal(node, {ID: 'b', Service: node})
    const {data} = await readNode(client, node)
    expect(data?.node).toMatchObject({id: undefined, address: '192.0.2.7', meta: {external: 'yes'}})
    expect(data?.services.map(service => service.id)).toEqual(['a', 'b'])

    await deregisterFromCatalog(client, {node, serviceId: 'a'})
    expect((await readNode(client, node)).data?.services.map(service => service.id)).toEqual(['b'])
    await deregisterFromCatalog(client, {node, datacenter: 'dc1'})
    expect((await readNode(client, node)).data).toBeUndefined()
  })

  it('of another datacenter is changed there', async () => {
    const node = uniqueName('remote')
    await client.send({
      method: 'PUT',
      path: '/v1/catalog/register',
      body: {json: {Datacenter: 'dc2', Node: node, Address: '192.0.2.8'}},
    })
    expect((await readNode(client, node, {datacenter: 'dc2'})).data?.node.name).toBe(node)
    await deregisterFromCatalog(client, {node}, {datacenter: 'dc2'})
    expect((await readNode(client, node, {datacenter: 'dc2'})).data).toBeUndefined()
  })
})
