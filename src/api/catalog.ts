import type {AclRule} from './acl-rule.ts'
import {type AgentService, decodeAgentService} from './agent-service.ts'
import type {ConsulClient, QueryOptions, Reply, WriteOptions} from './client.ts'
import {arrayOf, type Decoder, field, object, optional, recordOf, string} from './decode.ts'
import {decodeNode, decodeNodes, type Node} from './node.ts'
import {read} from './read.ts'
import {endpointPath} from './request.ts'

/** `GET /v1/catalog/datacenters`, nearest first. Does not block and needs no leader. */
export const listDatacenters = (
  client: ConsulClient,
  options?: QueryOptions,
): Promise<Reply<readonly string[]>> =>
  read(client, {path: '/v1/catalog/datacenters', options}, arrayOf(string))

const nodesNeed: readonly AclRule[] = [{resource: 'node', access: 'read'}]

/** `GET /v1/catalog/nodes` */
export const listNodes = (client: ConsulClient, options?: QueryOptions): Promise<Reply<readonly Node[]>> =>
  read(client, {path: '/v1/catalog/nodes', needs: nodesNeed, options}, decodeNodes)

export type NodeServices = {readonly node: Node; readonly services: readonly AgentService[]}

/** `GET /v1/catalog/node/:name`; undefined for a node that the catalog does not have. */
export const readNode = (
  client: ConsulClient,
  name: string,
  options?: QueryOptions,
): Promise<Reply<NodeServices | undefined>> =>
  read(
    client,
    {
      path: endpointPath`/v1/catalog/node/${name}`,
      needs: [
        {resource: 'node', access: 'read', name},
        {resource: 'service', access: 'read'},
      ],
      options,
    },
    decodeNodeServices,
  )

const decodeNodeServices: Decoder<NodeServices | undefined> = optional(
  object(entry => ({
    node: field(entry, 'Node', decodeNode),
    services: Object.values(field(entry, 'Services', recordOf(decodeAgentService))),
  })),
)

export type ServiceName = {
  readonly name: string
  /** Sorted, because Consul shuffles them from call to call. */
  readonly tags: readonly string[]
}

const servicesNeed: readonly AclRule[] = [{resource: 'service', access: 'read'}]

/** `GET /v1/catalog/services` */
export const listServices = (
  client: ConsulClient,
  options?: QueryOptions,
): Promise<Reply<readonly ServiceName[]>> =>
  read(client, {path: '/v1/catalog/services', needs: servicesNeed, options}, decodeServiceNames)

const decodeTagsByName = recordOf(arrayOf(string))

const decodeServiceNames: Decoder<readonly ServiceName[]> = value =>
  Object.entries(decodeTagsByName(value)).map(([name, tags]) => ({name, tags: tags.toSorted()}))

/** A whole node with all that is on it, or one service instance of it. */
export type CatalogTarget = {
  readonly node: string
  readonly serviceId?: string | undefined
  readonly datacenter?: string | undefined
}

/**
 * `PUT /v1/catalog/deregister`: for what no agent looks after any more.
 * A living agent registers its services again within minutes.
 */
export const deregisterFromCatalog = async (
  client: ConsulClient,
  target: CatalogTarget,
  options: WriteOptions = {},
): Promise<void> => {
  await client.send({
    method: 'PUT',
    path: '/v1/catalog/deregister',
    body: {
      json: {
        Datacenter: target.datacenter ?? options.datacenter,
        Node: target.node,
        ServiceID: target.serviceId,
      },
    },
    needs: [
      target.serviceId === undefined
        ? {resource: 'node', access: 'write', name: target.node}
        : {resource: 'service', access: 'write'},
    ],
    options,
  })
}
