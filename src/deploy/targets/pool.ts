import {listMembers} from '../../api/agent.ts'
import type {ConsulClient} from '../../api/client.ts'
import {listChecksInState} from '../../api/health.ts'

/** An agent of a datacenter, as gossip has it. */
export type PoolAgent = {readonly name: string; readonly isAlive: boolean}

/** The agents of one datacenter. Agents elsewhere take part in a gossip that ours does not hear. */
export type Pool = {
  readonly datacenter: string | undefined
  readonly isForeign: boolean
  /** ACLs have kept some back; Consul says so since 1.11. */
  readonly isFiltered: boolean
  readonly agents: readonly PoolAgent[]
}

type Where = {readonly datacenter?: string | undefined; readonly signal?: AbortSignal | undefined}

/** Reads who is there; of a foreign datacenter from its catalog, where the leader keeps what its gossip says. */
export const readPool = async (client: ConsulClient, {datacenter, signal}: Where): Promise<Pool> => {
  const {data: members, meta} = await listMembers(client, {}, {signal})
  const own = members.find(member => member.datacenter !== '')?.datacenter
  if (datacenter !== undefined && datacenter !== own) return readForeign(client, {datacenter, signal})
  const agents = members
    .filter(({status}) => status !== 'left')
    .map(({name, status}) => ({name, isAlive: status === 'alive'}))
  return {datacenter: own, isForeign: false, isFiltered: meta.filteredByAcls, agents}
}

/** Only nodes with an agent have this check; who has left is in the catalog no more. */
const readForeign = async (client: ConsulClient, where: Where): Promise<Pool> => {
  const filter = 'CheckID == "serfHealth"'
  const {data, meta} = await listChecksInState(client, 'any', {...where, filter, consistency: 'stale'})
  const agents = data.map(({node, status}) => ({name: node, isAlive: status === 'passing'}))
  return {datacenter: where.datacenter, isForeign: true, isFiltered: meta.filteredByAcls, agents}
}
