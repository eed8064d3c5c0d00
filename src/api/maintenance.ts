import type {AclRule} from './acl-rule.ts'
import type {ConsulClient, WriteOptions} from './client.ts'
import {endpointPath} from './request.ts'

/** Maintenance takes an instance, or all of a node, out of DNS and of healthy answers. */
export type Maintenance = {readonly enable: boolean; readonly reason?: string | undefined}

const serviceNeeds: readonly AclRule[] = [{resource: 'service', access: 'write'}]
const nodeNeeds: readonly AclRule[] = [{resource: 'node', access: 'write'}]

/** `PUT /v1/agent/service/maintenance/:id`, on the agent that registered the instance. */
export const setServiceMaintenance = async (
  client: ConsulClient,
  id: string,
  maintenance: Maintenance,
  options?: WriteOptions,
): Promise<void> => {
  await client.send({
    method: 'PUT',
    path: endpointPath`/v1/agent/service/maintenance/${id}`,
    query: {...maintenance},
    needs: serviceNeeds,
    options,
  })
}

/** `PUT /v1/agent/maintenance`: the asked agent's own node. */
export const setNodeMaintenance = async (
  client: ConsulClient,
  maintenance: Maintenance,
  options?: WriteOptions,
): Promise<void> => {
  await client.send({
    method: 'PUT',
    path: '/v1/agent/maintenance',
    query: {...maintenance},
    needs: nodeNeeds,
    options,
  })
}
