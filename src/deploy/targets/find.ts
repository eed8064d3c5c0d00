import {readNode} from '../../api/catalog.ts'
import type {ConsulClient} from '../../api/client.ts'
import {inParallel} from '../in-parallel.ts'
import {type CompiledFilters, compileFilters, type TargetFilters} from './filters.ts'
import {type PoolAgent, readPool} from './pool.ts'

/** An agent that the filters name. */
export type Target = {
  readonly node: string
  /** IDs of its services that match; empty where no service was asked for. */
  readonly services: readonly string[]
}

/** Who is to answer an event that is fired now. */
export type Targets = {
  /** Undefined where no member tells. */
  readonly datacenter: string | undefined
  readonly isForeign: boolean
  /** Alive, and matching: these must answer. By name. */
  readonly expected: readonly Target[]
  /** Matching, but gossip has lost them: they will not hear of it, not even later. */
  readonly dead: readonly Target[]
  /** How many living agents the filters leave out. */
  readonly passedBy: number
}

export type TargetQuery = TargetFilters & {
  /** The asked agent's own unless given. */
  readonly datacenter?: string | undefined
}

/**
 * Works out who must answer, as the agents themselves will when they hold the event against the filters: their own name,
 * and the ID and tags of the services they have. Reads may be stale, so it works without a leader.
 * @throws ConsulError `invalid` for filters that Consul does not take.
 */
export const findTargets = async (
  client: ConsulClient,
  query: TargetQuery,
  {signal}: {readonly signal?: AbortSignal | undefined} = {},
): Promise<Targets> => {
  const filters = await compileFilters(query)
  const {datacenter, isForeign, agents} = await readPool(client, {datacenter: query.datacenter, signal})
  const named = agents.filter(({name}) => filters.takesNode(name))
  const where = {datacenter, consistency: 'stale', signal} as const
  const services = (agent: PoolAgent) => matchingServices(client, agent.name, filters, where)
  const found = await inParallel(named, async agent => ({agent, services: await services(agent)}))
  const matching = found
    .filter(({services}) => services !== undefined)
    .map(({agent, services = []}) => ({isAlive: agent.isAlive, target: {node: agent.name, services}}))
    .toSorted((left, right) => compare(left.target.node, right.target.node))
  const expected = matching.filter(({isAlive}) => isAlive).map(({target}) => target)
  const dead = matching.filter(({isAlive}) => !isAlive).map(({target}) => target)
  const living = agents.filter(({isAlive}) => isAlive).length
  return {datacenter, isForeign, expected, dead, passedBy: living - expected.length}
}

type Where = NonNullable<Parameters<typeof readNode>[2]>

/** Undefined where a service is asked for and the node has none. */
const matchingServices = async (
  client: ConsulClient,
  node: string,
  {takesService}: CompiledFilters,
  where: Where,
): Promise<readonly string[] | undefined> => {
  if (takesService === undefined) return []
  const {data} = await readNode(client, node, where)
  const matching = (data?.services ?? []).filter(service => !isServerItself(service) && takesService(service))
  return matching.length === 0 ? undefined : matching.map(({id}) => id)
}

/** The entry that servers have in the catalog; their agents do not know it as a service of theirs. */
const isServerItself = ({id, name}: {readonly id: string; readonly name: string}): boolean =>
  id === 'consul' && name === 'consul'

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
