import {listMembers} from '../../api/agent.ts'
import {listNodes} from '../../api/catalog.ts'
import type {ConsulClient, QueryOptions, Reply} from '../../api/client.ts'
import {listNodeCoordinates, type NodeCoordinate} from '../../api/coordinate.ts'
import {isConsulError} from '../../api/errors.ts'
import type {Member} from '../../api/member.ts'
import type {Node} from '../../api/node.ts'
import type {Query} from '../live.ts'
import {atOnce, defineQuery, type QueryContext, ridingWaitMs} from './define.ts'
import {optional} from './optional.ts'

export type LanMembers = {
  /** Gossip members of the asked agent's datacenter, whatever the tenancy's; absent where the token may not read them. */
  readonly members?: readonly Member[]
  /** Catalog nodes of the tenancy's datacenter. */
  readonly nodes: readonly Node[]
  readonly coordinates: readonly NodeCoordinate[]
}

/** Blocks on the catalog's nodes, which joins and leaves wake; gossip has no blocking endpoint and rides along. */
export const lanMembersQuery = (context: QueryContext): Query<LanMembers> =>
  defineQuery(context, 'members lan', readLan, {
    waitMs: last => (last !== undefined && isPlaced(last) ? ridingWaitMs() : YOUNG_WAIT_MS),
  })

/** Gossip takes a while to place a new agent in the network: until then its round trip is asked for more often. */
const YOUNG_WAIT_MS = 10_000

const isPlaced = ({members, coordinates}: LanMembers): boolean =>
  coordinates.length >= (members ?? []).filter(({status}) => status === 'alive').length

const readLan = async (
  client: ConsulClient,
  options: QueryOptions,
  last: LanMembers | undefined,
): Promise<Reply<LanMembers>> => {
  const gossip = () =>
    Promise.all([
      optional(listMembers(client, {}, atOnce(options))),
      optional(listNodeCoordinates(client, atOnce(options)).catch(withoutServers)),
    ])
  // What nothing holds back is asked for at once, as it is at the start.
  const [nodes, [members, coordinates]] =
    options.index === undefined
      ? await Promise.all([readNodes(client, options, last), gossip()])
      : [await readNodes(client, options, last), await gossip()]
  return {
    data: {
      nodes: nodes.data,
      ...(members && {members: members.data}),
      coordinates: coordinates?.data ?? [],
    },
    meta: nodes.meta,
  }
}

/** With every server gone not even a stale read answers, but gossip goes on: the nodes stay as they were. */
const readNodes = async (
  client: ConsulClient,
  options: QueryOptions,
  last: LanMembers | undefined,
): Promise<Reply<readonly Node[]>> => {
  try {
    return await listNodes(client, options)
  } catch (error) {
    if (last === undefined || options.consistency !== 'stale') throw error
    withoutServers(error)
    return {data: last.nodes, meta: {knownLeader: false, filteredByAcls: false}}
  }
}

const withoutServers = (error: unknown): undefined => {
  if (isConsulError(error) && error.kind === 'noLeader') return undefined
  throw error
}
