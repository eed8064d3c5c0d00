import type {AclRule} from './acl-rule.ts'
import {type AgentService, decodeAgentService} from './agent-service.ts'
import type {ConsulClient, QueryOptions, Reply} from './client.ts'
import {arrayOf, type Decoder, field, object} from './decode.ts'
import {createCheckDecoder, decodeChecks, type HealthCheck} from './health-check.ts'
import {decodeNode, type Node} from './node.ts'
import {read} from './read.ts'
import {endpointPath} from './request.ts'

export type CheckState = 'any' | 'critical' | 'warning' | 'passing'

const checksNeed: readonly AclRule[] = [
  {resource: 'node', access: 'read'},
  {resource: 'service', access: 'read'},
]

/** `GET /v1/health/state/:state`; wakes on every flip of a check anywhere. */
export const listChecksInState = (
  client: ConsulClient,
  state: CheckState,
  options?: QueryOptions,
): Promise<Reply<readonly HealthCheck[]>> =>
  read(client, {path: endpointPath`/v1/health/state/${state}`, needs: checksNeed, options}, decodeChecks)

/** `GET /v1/health/node/:node` */
export const listNodeChecks = (
  client: ConsulClient,
  node: string,
  options?: QueryOptions,
): Promise<Reply<readonly HealthCheck[]>> =>
  read(client, {path: endpointPath`/v1/health/node/${node}`, needs: checksNeed, options}, decodeChecks)

/** An instance with the node it runs on and the checks of both. */
export type ServiceInstance = {
  readonly node: Node
  readonly service: AgentService
  readonly checks: readonly HealthCheck[]
}

/** `GET /v1/health/service/:name`: all instances, healthy or not. Empty for a service that does not exist. */
export const listServiceInstances = (
  client: ConsulClient,
  name: string,
  options?: QueryOptions,
): Promise<Reply<readonly ServiceInstance[]>> => listInstances(client, 'service', name, options)

/** `GET /v1/health/connect/:name`: the sidecars and native instances by which the mesh reaches it. */
export const listConnectInstances = (
  client: ConsulClient,
  name: string,
  options?: QueryOptions,
): Promise<Reply<readonly ServiceInstance[]>> => listInstances(client, 'connect', name, options)

/** `GET /v1/health/ingress/:name`: the gateways that let it in; Consul 1.8 and later. */
export const listIngressInstances = (
  client: ConsulClient,
  name: string,
  options?: QueryOptions,
): Promise<Reply<readonly ServiceInstance[]>> => listInstances(client, 'ingress', name, options)

const listInstances = (
  client: ConsulClient,
  by: 'service' | 'connect' | 'ingress',
  name: string,
  options?: QueryOptions,
): Promise<Reply<readonly ServiceInstance[]>> =>
  read(
    client,
    {
      path: endpointPath`/v1/health/${by}/${name}`,
      needs: [
        {resource: 'service', access: 'read', name},
        {resource: 'node', access: 'read'},
      ],
      options,
    },
    decodeInstances,
  )

const decodeInstances: Decoder<readonly ServiceInstance[]> = value => {
  const checks = arrayOf(createCheckDecoder())
  return arrayOf(
    object(entry => ({
      node: field(entry, 'Node', decodeNode),
      service: field(entry, 'Service', decodeAgentService),
      checks: field(entry, 'Checks', checks),
    })),
  )(value)
}
