import {listServices, type ServiceName} from '../../api/catalog.ts'
import type {ConsulClient, QueryOptions, Reply} from '../../api/client.ts'
import {isConsulError} from '../../api/errors.ts'
import {listChecksInState, listServiceInstances, type ServiceInstance} from '../../api/health.ts'
import type {HealthCheck} from '../../api/health-check.ts'
import {listServiceSummaries, type ServiceSummary} from '../../api/internal.ts'
import type {Query} from '../live.ts'
import {atOnce, defineQuery, type QueryContext} from './define.ts'

/** What the services table needs of one service before health is laid over it. */
export type CatalogService = {
  readonly name: string
  readonly tags: readonly string[]
  readonly kind?: string
  /** The names of the nodes that hold an instance. */
  readonly nodes: readonly string[]
  /** Absent until the summaries have come: the names alone are there in a fraction of their time. */
  readonly instanceCount?: number
}

/** Names and tags alone, which the server has at hand. */
export const serviceNamesQuery = (context: QueryContext): Query<readonly CatalogService[]> =>
  defineQuery(context, 'catalog.services', async (client, options) => {
    const reply = await listServices(client, options)
    return {...reply, data: reply.data.map(named => ({...named, nodes: []}))}
  })

/**
 * With nodes and numbers of instances. Blocks on the catalog, which only (de)registrations wake; health comes from the
 * checks in a state. The summaries cost a server seconds where there are tens of thousands of instances, so it is given
 * four times as long to rest as it took.
 */
export const servicesQuery = (context: QueryContext): Query<readonly CatalogService[]> => {
  const {clock} = context
  let restUntil = 0
  return defineQuery(context, 'internal.services', async (client, options, last) => {
    const names = await listServices(client, options)
    if (last && options.index !== undefined && names.meta.index === options.index) {
      return {data: last, meta: names.meta}
    }
    const rest = restUntil - clock.now()
    if (rest > 0 && options.signal) await clock.sleep(rest, options.signal)
    const startedAt = clock.now()
    const reply = await readCatalog(client, names, options)
    restUntil = clock.now() + REST * (clock.now() - startedAt)
    return reply
  })
}

const REST = 4

/** Every instance of a service with its checks. */
export const serviceInstancesQuery = (
  context: QueryContext,
  service: string,
): Query<readonly ServiceInstance[]> =>
  defineQuery(context, `health.service ${service}`, async (client, options) => {
    const reply = await listServiceInstances(client, service, options)
    context.transitions.observe(reply.data.flatMap(instance => instance.checks))
    return reply
  })

/**
 * For each expression in the server's own filter language the names of the services with an instance for which it holds:
 * what `meta.key:` asks.
 */
export const matchingServicesQuery = (
  context: QueryContext,
  expressions: readonly string[],
): Query<readonly (readonly string[])[]> =>
  defineQuery(context, `internal.services ${JSON.stringify(expressions)}`, async (client, options) => {
    const [first = '', ...rest] = expressions
    const reply = await listServiceSummaries(client, {...options, filter: first})
    const others = await Promise.all(
      rest.map(filter => listServiceSummaries(client, {...atOnce(options), filter})),
    )
    return {...reply, data: [reply, ...others].map(({data}) => data.map(({name}) => name))}
  })

const readCatalog = async (
  client: ConsulClient,
  names: Reply<readonly ServiceName[]>,
  options: QueryOptions,
): Promise<Reply<readonly CatalogService[]>> => {
  const {data, filtered} = await readSummaries(client, atOnce(options))
  const summarised = new Set(data.map(({name}) => name))
  const missing = names.data.filter(({name}) => !summarised.has(name))
  return {
    data: [...data, ...missing.map(({name, tags}) => ({name, tags, nodes: [], instanceCount: 0}))],
    meta: {...names.meta, filteredByAcls: names.meta.filteredByAcls || filtered},
  }
}

type Summaries = {readonly data: readonly CatalogService[]; readonly filtered: boolean}

/** The internal endpoint of Consul's own UI counts instances in one call; without it, the checks tell. */
const readSummaries = async (client: ConsulClient, options: QueryOptions): Promise<Summaries> => {
  try {
    const reply = await listServiceSummaries(client, options)
    return {data: reply.data.filter(isLocal).map(fromSummary), filtered: reply.meta.filteredByAcls}
  } catch (error) {
    if (!isConsulError(error) || error.kind !== 'notFound') throw error
    const reply = await listChecksInState(client, 'any', options)
    return {data: fromChecks(reply.data), filtered: reply.meta.filteredByAcls}
  }
}

const isLocal = ({peerName}: ServiceSummary): boolean => !peerName

const fromSummary = ({name, tags, kind, nodes, instanceCount}: ServiceSummary): CatalogService => ({
  name,
  tags,
  nodes: [...new Set(nodes)], // named once for each instance
  instanceCount,
  ...(kind && {kind}),
})

const fromChecks = (checks: readonly HealthCheck[]): readonly CatalogService[] =>
  [...Map.groupBy(checks, check => check.serviceName)]
    .filter(([name]) => name !== '')
    .map(([name, own]) => ({
      name,
      tags: [...new Set(own.flatMap(check => check.serviceTags))].sort(),
      nodes: [...new Set(own.map(check => check.node))],
      instanceCount: new Set(own.map(check => `${check.node}\0${check.serviceId}`)).size,
    }))
