import {readNode} from '../../api/catalog.ts'
import type {ConsulClient, QueryOptions} from '../../api/client.ts'
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
  /** ACLs have kept some agents or services back, so more may answer. Consul says so since 1.11. */
  readonly isFiltered: boolean
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
  const pool = await readPool(client, {datacenter: query.datacenter, signal})
  const {datacenter, isForeign} = pool
  const where = {datacenter, consistency: 'stale', signal} as const
  const named = pool.agents.filter(({name}) => filters.takesNode(name))
  const judged = await inParallel(named, agent => judge(client, agent, filters, where))
  const matching = judged
    .filter(({isMatch}) => isMatch)
    .toSorted((left, right) => compare(left.target.node, right.target.node))
  const expected = matching.filter(({isAlive}) => isAlive).map(({target}) => target)
  const dead = matching.filter(({isAlive}) => !isAlive).map(({target}) => target)
  const living = pool.agents.filter(({isAlive}) => isAlive).length
  const isFiltered = pool.isFiltered || judged.some(agent => agent.isFiltered)
  return {datacenter, isForeign, expected, dead, passedBy: living - expected.length, isFiltered}
}

type Judged = {
  readonly target: Target
  readonly isAlive: boolean
  readonly isMatch: boolean
  readonly isFiltered: boolean
}

const judge = async (
  client: ConsulClient,
  {name, isAlive}: PoolAgent,
  {takesService}: CompiledFilters,
  where: QueryOptions,
): Promise<Judged> => {
  if (takesService === undefined)
    return {target: {node: name, services: []}, isAlive, isMatch: true, isFiltered: false}
  const {data, meta} = await readNode(client, name, where)
  const services = (data?.services ?? [])
    .filter(service => !isServerItself(service) && takesService(service))
    .map(({id}) => id)
  const isMatch = services.length > 0
  return {target: {node: name, services}, isAlive, isMatch, isFiltered: meta.filteredByAcls}
}

/** The entry that servers have in the catalog; their agents do not know it as a service of theirs. */
const isServerItself = ({id, name}: {readonly id: string; readonly name: string}): boolean =>
  id === 'consul' && name === 'consul'

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
