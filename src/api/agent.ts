import type {AclRule} from './acl-rule.ts'
import {type AgentService, decodeAgentService} from './agent-service.ts'
import type {ConsulClient, QueryOptions, Reply, WriteOptions} from './client.ts'
import {arrayOf, recordOf} from './decode.ts'
import {decodeMember, type Member} from './member.ts'
import {read} from './read.ts'
import {endpointPath} from './request.ts'

/** Members are filtered by node:read; what is kept back is not said before Consul 1.11. */
const membersNeed: readonly AclRule[] = [{resource: 'node', access: 'read'}]

/** `GET /v1/agent/members`: the gossip pool as the asked agent sees it. Does not block. */
export const listMembers = (
  client: ConsulClient,
  parameters: {readonly wan?: boolean} = {},
  options?: QueryOptions,
): Promise<Reply<readonly Member[]>> =>
  read(
    client,
    {
      path: '/v1/agent/members',
      query: {wan: parameters.wan ? 1 : undefined},
      needs: membersNeed,
      options,
    },
    arrayOf(decodeMember),
  )

const forceLeaveNeeds: readonly AclRule[] = [{resource: 'operator', access: 'write'}]

/** `PUT /v1/agent/force-leave/:node`; with `prune` the member is forgotten at once. */
export const forceLeave = async (
  client: ConsulClient,
  node: string,
  parameters: {readonly prune?: boolean} = {},
  options?: WriteOptions,
): Promise<void> => {
  await client.send({
    method: 'PUT',
    path: endpointPath`/v1/agent/force-leave/${node}`,
    // Consul looks only whether the word is there.
    query: {prune: parameters.prune ? '' : undefined},
    needs: forceLeaveNeeds,
    options,
  })
}

const reloadNeeds: readonly AclRule[] = [{resource: 'agent', access: 'write'}]

/** `PUT /v1/agent/reload`: the asked agent reads its configuration again. */
export const reloadAgent = async (client: ConsulClient, options?: WriteOptions): Promise<void> => {
  await client.send({method: 'PUT', path: '/v1/agent/reload', needs: reloadNeeds, options})
}

const servicesNeed: readonly AclRule[] = [{resource: 'service', access: 'read'}]

/** `GET /v1/agent/services`: what is registered on the asked agent, by service ID. Does not block. */
export const listAgentServices = (
  client: ConsulClient,
  options?: QueryOptions,
): Promise<Reply<Readonly<Record<string, AgentService>>>> =>
  read(client, {path: '/v1/agent/services', needs: servicesNeed, options}, recordOf(decodeAgentService))

/** `PUT /v1/agent/service/register`; the definition is in the API's form, `{Name, ID, Port, ...}`. */
export const registerService = async (
  client: ConsulClient,
  definition: Readonly<Record<string, unknown>>,
  parameters: {readonly replaceExistingChecks?: boolean} = {},
  options?: WriteOptions,
): Promise<void> => {
  await client.send({
    method: 'PUT',
    path: '/v1/agent/service/register',
    query: {'replace-existing-checks': parameters.replaceExistingChecks ? true : undefined},
    body: {json: definition},
    needs: serviceWrite(typeof definition.Name === 'string' ? definition.Name : undefined),
    options,
  })
}

/** `PUT /v1/agent/service/deregister/:id`, on the agent that registered it. */
export const deregisterService = async (
  client: ConsulClient,
  id: string,
  options?: WriteOptions,
): Promise<void> => {
  await client.send({
    method: 'PUT',
    path: endpointPath`/v1/agent/service/deregister/${id}`,
    // The rule is about the service's name, which its ID does not tell.
    needs: serviceWrite(undefined),
    options,
  })
}

const serviceWrite = (name: string | undefined): readonly AclRule[] => [
  {resource: 'service', access: 'write', ...(name === undefined ? {} : {name})},
]
