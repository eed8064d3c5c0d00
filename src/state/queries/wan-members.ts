import {listMembers} from '../../api/agent.ts'
import {listDatacenters} from '../../api/catalog.ts'
import type {ConsulClient, QueryOptions, Reply} from '../../api/client.ts'
import {type DatacenterCoordinates, listDatacenterCoordinates} from '../../api/coordinate.ts'
import {isConsulError} from '../../api/errors.ts'
import {listServiceInstances, type ServiceInstance} from '../../api/health.ts'
import type {Member} from '../../api/member.ts'
import type {Query} from '../live.ts'
import {defineQuery, type QueryContext} from './define.ts'
import {optional} from './optional.ts'

/** The servers of one datacenter as its own catalog has them, or why it does not answer. */
export type RemoteServers =
  | {readonly datacenter: string; readonly servers: readonly ServiceInstance[]}
  | {readonly datacenter: string; readonly unreachable: string}

export type WanMembers = {
  /** The WAN pool; only a server agent has it. */
  readonly members: readonly Member[]
  /** For an agent that is no server: each datacenter asked for its servers. */
  readonly remote: readonly RemoteServers[]
  readonly coordinates: readonly DatacenterCoordinates[]
}

/** Nothing blocks on the WAN pool; it is asked every ten seconds while it is on the screen. */
export const wanMembersQuery = (context: QueryContext): Query<WanMembers> =>
  defineQuery(context, 'members wan', readWan, {everyMs: 10_000})

const readWan = async (client: ConsulClient, options: QueryOptions): Promise<Reply<WanMembers>> => {
  const [members, coordinates] = await Promise.all([
    listMembers(client, {wan: true}, options),
    optional(listDatacenterCoordinates(client, options)),
  ])
  const remote = members.data.length > 0 ? [] : await readDatacenters(client, options)
  return {data: {members: members.data, remote, coordinates: coordinates?.data ?? []}, meta: members.meta}
}

const readDatacenters = async (
  client: ConsulClient,
  options: QueryOptions,
): Promise<readonly RemoteServers[]> => {
  const {data} = await listDatacenters(client, options)
  return Promise.all(data.map(datacenter => readServers(client, {...options, datacenter})))
}

/** One datacenter that is cut off must not hide the others. */
const readServers = async (
  client: ConsulClient,
  options: QueryOptions & {readonly datacenter: string},
): Promise<RemoteServers> => {
  const {datacenter} = options
  try {
    const {data} = await listServiceInstances(client, 'consul', options)
    return {datacenter, servers: data}
  } catch (error) {
    if (!isConsulError(error)) throw error
    return {datacenter, unreachable: error.shortMessage}
  }
}
