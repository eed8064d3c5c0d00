import {listMembers} from '../../api/agent.ts'
import type {ConsulClient} from '../../api/client.ts'
import {listChecksInState} from '../../api/health.ts'

/** An agent of a datacenter, as gossip has it. */
export type PoolAgent = {readonly name: string; readonly isAlive: boolean}

/** The agents of one datacenter. Agents elsewhere take part in a gossip that ours does not hear. */
export type Pool = {
  readonly datacenter: string | undefined
  readonly isForeign: boolean
  readonly agents: readonly PoolAgent[]
}

type Where = {readonly datacenter?: string | undefined; readonly signal?: AbortSignal | undefined}

/** Reads who is there; of a foreign datacenter from its catalog, where the leader keeps what its gossip says. */
export const readPool = async (client: ConsulClient, {datacenter, signal}: Where): Promise<Pool> => {
  const {data: members} = await listMembers(client, {}, {signal})
  const own = members.find(member => member.datacenter !== '')?.datacenter
  if (datacenter !== undefined && datacenter !== own)
    return {datacenter, isForeign: true, agents: await readForeign(client, {datacenter, signal})}
  const agents = members
    .filter(({status}) => status !== 'left')
    .map(({name, status}) => ({name, isAlive: status === 'alive'}))
  return {datacenter: own, isForeign: false, agents}
}

/** Only nodes with an agent have this check; who has left is in the catalog no more. */
const readForeign = async (client: ConsulClient, where: Where): Promise<readonly PoolAgent[]> => {
  const filter = 'CheckID == "serfHealth"'
  const {data} = await listChecksInState(client, 'any', {...where, filter, consistency: 'stale'})
  return data.map(({node, status}) => ({name: node, isAlive: status === 'passing'}))
}
