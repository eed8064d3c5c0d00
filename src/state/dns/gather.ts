import {listDatacenters, listNodes, listServices, readNode} from '../../api/catalog.ts'
import type {ConsulClient, QueryOptions, Reply} from '../../api/client.ts'
import {isAbort, isConsulError} from '../../api/errors.ts'
import {listConnectInstances, listIngressInstances, listServiceInstances} from '../../api/health.ts'
import {executeQuery, explainQuery, listQueries} from '../../api/query.ts'
import {dataOf, type InstanceSubject, type NodeSubject, type Seen, type Subject} from './evidence.ts'
import type {NameForm, Place} from './name-form.ts'
import {similarNames} from './similar.ts'

export type GatherContext = {
  readonly client: ConsulClient
  readonly datacenters: readonly string[]
  /** The asked agent's own. */
  readonly datacenter?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** Reads over HTTP what the name should give. What cannot be read is part of the evidence. @throws an abort error */
export const gatherSubject = async (form: NameForm, context: GatherContext): Promise<Subject> => {
  // Of peers HTTP tells only what has been imported, under parameters of their own.
  if ('place' in form && (form.place.peer || form.place.samenessGroup)) return {kind: 'none'}
  switch (form.kind) {
    case 'service':
      return gatherInstances(plain(form.kind, form.service, form.tag), form.place, context)
    case 'connect':
    case 'ingress':
      return gatherInstances(plain(form.kind, form.service), form.place, context)
    case 'query':
      return gatherQuery(form.query, form.place, context)
    case 'node':
      return gatherNode(form.node, form.place, context)
    default:
      return {kind: 'none'}
  }
}

/** The datacenters, or none where they cannot be read. @throws an abort error */
export const readDatacenters = async (
  client: ConsulClient,
  signal?: AbortSignal,
): Promise<readonly string[]> => dataOf(await see(listDatacenters(client, {signal}))) ?? []

type Wanted = Omit<InstanceSubject, 'kind' | 'own' | 'anonymous' | 'stale' | 'elsewhere' | 'similar'>

const plain = (by: InstanceSubject['by'], service: string, tag?: string): Wanted => ({
  by,
  service,
  tags: tag === undefined ? [] : [tag],
  onlyPassing: false,
  ignoredChecks: [],
})

const LISTS = {
  service: listServiceInstances,
  connect: listConnectInstances,
  ingress: listIngressInstances,
} as const

const gatherInstances = async (
  wanted: Wanted,
  place: Place,
  context: GatherContext,
): Promise<InstanceSubject> => {
  const {client} = context
  const list = LISTS[wanted.by]
  const options = optionsOf(place, context)
  const [own, anonymous, stale] = await Promise.all([
    seeNow(consistency => list(client, wanted.service, {...options, consistency})),
    seeNow(consistency => list(client, wanted.service, {...options, consistency, withoutToken: true})),
    see(list(client, wanted.service, {...options, consistency: 'stale', withoutToken: true})),
  ])
  const isThere = (dataOf(own)?.length ?? 0) > 0 || (dataOf(anonymous)?.length ?? 0) > 0
  const [elsewhere, similar] = isThere
    ? [[], []]
    : await Promise.all([
        lookElsewhere(wanted, place, context),
        similarServices(wanted.service, options, client),
      ])
  return {kind: 'instances', ...wanted, own, anonymous, stale, elsewhere, similar}
}

/** Other datacenters may be far away or gone: none is waited for longer than this. */
const ELSEWHERE_MS = 3_000
const MOST_ELSEWHERE = 10

const lookElsewhere = async (
  {service, by}: Wanted,
  place: Place,
  {client, datacenters, datacenter, signal}: GatherContext,
): Promise<InstanceSubject['elsewhere']> => {
  const asked = place.datacenter ?? datacenter
  const others = datacenters.filter(name => name !== asked).slice(0, MOST_ELSEWHERE)
  const patience = AbortSignal.timeout(ELSEWHERE_MS)
  const ending = signal ? AbortSignal.any([signal, patience]) : patience
  const found = await Promise.all(
    others.map(async name => {
      const options: QueryOptions = {datacenter: name, consistency: 'stale', signal: ending}
      try {
        return {datacenter: name, instances: dataOf(await see(LISTS[by](client, service, options))) ?? []}
      } catch (error) {
        if (!isAbort(error) || signal?.aborted) throw error
        return {datacenter: name, instances: []}
      }
    }),
  )
  return found.filter(({instances}) => instances.length > 0)
}

const similarServices = async (
  service: string,
  options: QueryOptions,
  client: ConsulClient,
): Promise<readonly string[]> => {
  const services = dataOf(await see(listServices(client, options))) ?? []
  return similarNames(
    service,
    services.map(({name}) => name),
  )
}

const gatherQuery = async (query: string, place: Place, context: GatherContext): Promise<Subject> => {
  const {client} = context
  const options = optionsOf(place, context)
  const explained = await see(explainQuery(client, query, options))
  const found = dataOf(explained)
  if (found) {
    const {connect, ...wanted} = found
    const run = dataOf(await see(executeQuery(client, query, options)))
    const failover = run && run.failovers > 0 ? {datacenter: run.datacenter, found: run.found} : undefined
    const where = failover?.found ? {...place, datacenter: failover.datacenter} : place
    const by = connect ? 'connect' : 'service'
    return gatherInstances({...wanted, by, query, ...(failover && {failover})}, where, context)
  }
  const queries = dataOf(await see(listQueries(client, options))) ?? []
  const names = queries.map(({name}) => name).filter(name => name !== '')
  return {
    kind: 'noQuery',
    query,
    similar: similarNames(query, names),
    ...('error' in explained && {error: explained.error}),
  }
}

const gatherNode = async (node: string, place: Place, context: GatherContext): Promise<NodeSubject> => {
  const {client} = context
  const options = optionsOf(place, context)
  const [own, anonymous] = await Promise.all([
    seeNow(consistency => readNode(client, node, {...options, consistency})),
    seeNow(consistency => readNode(client, node, {...options, consistency, withoutToken: true})),
  ])
  const isThere = dataOf(own) !== undefined || dataOf(anonymous) !== undefined
  const nodes = isThere ? [] : (dataOf(await see(listNodes(client, options))) ?? [])
  return {
    kind: 'node',
    node,
    own,
    anonymous,
    similar: similarNames(
      node,
      nodes.map(({name}) => name),
    ),
  }
}

const optionsOf = ({datacenter, namespace, partition}: Place, {signal}: GatherContext): QueryOptions => ({
  datacenter,
  namespace,
  partition,
  signal,
})

/** From the leader, which knows best; from any server where there is no leader. */
const seeNow = async <T>(read: (consistency: 'default' | 'stale') => Promise<Reply<T>>): Promise<Seen<T>> => {
  const seen = await see(read('default'))
  return 'error' in seen && seen.error.kind === 'noLeader' ? see(read('stale')) : seen
}

const see = async <T>(reading: Promise<Reply<T>>): Promise<Seen<T>> => {
  try {
    const {data, meta} = await reading
    return {data, filteredByAcls: meta.filteredByAcls, lastContactMs: meta.lastContactMs}
  } catch (error) {
    if (isConsulError(error)) return {error}
    throw error
  }
}
