import type {HealthCheck} from '../../api/health-check.ts'
import type {CatalogService} from '../queries/services.ts'
import {instanceKey} from './instance-rows.ts'
import {type Health, healthOf, worse} from './status.ts'

/** One service with its instances counted by health. */
export type ServiceRow = {
  readonly name: string
  readonly tags: readonly string[]
  readonly kind?: string
  readonly nodes: readonly string[]
  /** Absent while it is not known. */
  readonly instances?: number
  readonly passing?: number
  readonly warning: number
  readonly critical: number
  readonly maintenance: number
  /** The worst of its instances. */
  readonly health: Health
  /** The `meta.key:` terms that hold for an instance, as the server says: the summary itself has no metadata. */
  readonly metaHolds?: readonly string[]
}

export type ServiceRowsInput = {
  readonly services: readonly CatalogService[]
  /** Checks that do not pass, of the whole datacenter. */
  readonly failing: readonly HealthCheck[]
  /** The instances on nodes whose own checks fail, where they are known. */
  readonly onSickNodes?: ReadonlyMap<string, readonly {readonly id: string; readonly name: string}[]>
  /** The token may not read the checks: that none fails is no sign of health. */
  readonly isHealthHidden?: boolean
}

type Failing = {
  /** Service name -> instance key -> its checks' health. */
  readonly byService: ReadonlyMap<string, ReadonlyMap<string, Health>>
  /** Node name -> health of the checks of the node itself. */
  readonly byNode: ReadonlyMap<string, Health>
}

/** Lays the failing checks over the catalog. A service that nothing has touched keeps its row object. */
export const createServiceRows = (): ((input: ServiceRowsInput) => readonly ServiceRow[]) => {
  const healthy = new WeakMap<CatalogService, ServiceRow>()
  return ({services, failing, onSickNodes, isHealthHidden = false}) => {
    const index = indexFailing(failing)
    return services.map(service => {
      const sick = sickInstances(service, index, onSickNodes)
      if (sick.length > 0) return rowOf(service, sick)
      if (isHealthHidden) return {...rowOf(service, []), health: 'unknown'}
      const known = healthy.get(service) ?? rowOf(service, [])
      healthy.set(service, known)
      return known
    })
  }
}

/** The nodes whose own checks fail. */
export const sickNodes = (failing: readonly HealthCheck[]): readonly string[] =>
  [...indexFailing(failing).byNode.keys()].sort()

const indexFailing = (failing: readonly HealthCheck[]): Failing => {
  const byService = new Map<string, Map<string, Health>>()
  const byNode = new Map<string, Health>()
  for (const check of failing) {
    if (check.serviceId === '') {
      byNode.set(check.node, combine(byNode.get(check.node), healthOf(check)))
      continue
    }
    const instances = byService.get(check.serviceName) ?? new Map<string, Health>()
    const key = instanceKey(check.node, check.serviceId)
    instances.set(key, combine(instances.get(key), healthOf(check)))
    byService.set(check.serviceName, instances)
  }
  return {byService, byNode}
}

/** Within one instance maintenance covers the rest, as Consul has it. */
const combine = (known: Health | undefined, found: Health): Health => {
  if (known === undefined) return found
  if (known === 'maintenance' || found === 'maintenance') return 'maintenance'
  return worse(known, found)
}

const sickInstances = (
  service: CatalogService,
  {byService, byNode}: Failing,
  onSickNodes: ServiceRowsInput['onSickNodes'],
): readonly Health[] => {
  const own = byService.get(service.name)
  if (byNode.size === 0) return own ? [...own.values()] : []
  const instances = new Map(own)
  for (const node of service.nodes) {
    const health = byNode.get(node)
    if (health === undefined) continue
    for (const key of instancesOn(node, service, instances, onSickNodes)) {
      instances.set(key, combine(instances.get(key), health))
    }
  }
  return [...instances.values()]
}

/** Until the node's instances are known, one per node is taken: true of most services, and never too many. */
const instancesOn = (
  node: string,
  service: CatalogService,
  instances: ReadonlyMap<string, Health>,
  onSickNodes: ServiceRowsInput['onSickNodes'],
): readonly string[] => {
  const known = onSickNodes?.get(node)?.filter(({name}) => name === service.name)
  if (known && known.length > 0) return known.map(({id}) => instanceKey(node, id))
  const seen = [...instances.keys()].filter(key => key.startsWith(`${node}\0`))
  return seen.length > 0 ? seen : [instanceKey(node, '')]
}

const rowOf = (service: CatalogService, sick: readonly Health[]): ServiceRow => {
  const count = (health: Health): number => sick.filter(found => found === health).length
  const [warning, critical, maintenance] = [count('warning'), count('critical'), count('maintenance')]
  const {instanceCount} = service
  const instances = instanceCount === undefined ? undefined : Math.max(instanceCount, sick.length)
  return {
    name: service.name,
    tags: service.tags,
    nodes: service.nodes,
    ...(service.kind && {kind: service.kind}),
    ...(instances !== undefined && {instances, passing: instances - sick.length}),
    warning,
    critical,
    maintenance,
    health: sick.reduce(worse, 'passing'),
  }
}
