import type {HealthCheck} from '../../api/health-check.ts'
import {memo} from '../memo.ts'
import type {CatalogService} from '../queries/services.ts'
import {replaced} from '../table/changed-places.ts'
import {combine, type Failing, indexFailing, sameHealths} from './failing.ts'
import {instanceKey} from './instance-rows.ts'
import {type Health, worse} from './status.ts'

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

/**
 * Lays the failing checks over the catalog. A service that nothing has touched keeps its row object, and where no more than
 * the checks of some services have changed, the rows of the others are not looked at.
 */
export const createServiceRows = (): ((input: ServiceRowsInput) => readonly ServiceRow[]) => {
  const healthy = new WeakMap<CatalogService, ServiceRow>()
  const placesOf = memo(placesByName)
  let last: Laid | undefined
  return input => {
    const {services, onSickNodes, isHealthHidden = false} = input
    const index = indexFailing(input.failing)
    const rowFor = (service: CatalogService): ServiceRow => {
      const sick = sickInstances(service, index, onSickNodes)
      if (sick.length > 0) return rowOf(service, sick)
      if (isHealthHidden) return {...rowOf(service, []), health: 'unknown'}
      const known = healthy.get(service) ?? rowOf(service, [])
      healthy.set(service, known)
      return known
    }
    const rows =
      last && isPatchable(last, input, index)
        ? patched(last.rows, turnedServices(last.index, index, placesOf(services)), services, rowFor)
        : services.map(rowFor)
    last = {input, index, rows}
    return rows
  }
}

type Laid = {
  readonly input: ServiceRowsInput
  readonly index: Failing
  readonly rows: readonly ServiceRow[]
}

/** Not where a node has turned: it may be any service's. */
const isPatchable = (last: Laid, input: ServiceRowsInput, index: Failing): boolean =>
  last.input.services === input.services &&
  last.input.onSickNodes === input.onSickNodes &&
  last.input.isHealthHidden === input.isHealthHidden &&
  sameHealths(last.index.byNode, index.byNode)

const placesByName = (services: readonly CatalogService[]): ReadonlyMap<string, number> =>
  new Map(services.map(({name}, place) => [name, place]))

/** The places of the services of which other instances fail than before, or in another way. */
const turnedServices = (
  before: Failing,
  after: Failing,
  places: ReadonlyMap<string, number>,
): readonly number[] => {
  const names = new Set([...before.byService.keys(), ...after.byService.keys()])
  return [...names]
    .filter(name => !sameHealths(before.byService.get(name), after.byService.get(name)))
    .flatMap(name => places.get(name) ?? [])
}

const patched = (
  rows: readonly ServiceRow[],
  places: readonly number[],
  services: readonly CatalogService[],
  rowFor: (service: CatalogService) => ServiceRow,
): readonly ServiceRow[] =>
  replaced(
    rows,
    new Map(
      places.flatMap(place => {
        const service = services[place]
        return service ? [[place, rowFor(service)] as const] : []
      }),
    ),
  )

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
