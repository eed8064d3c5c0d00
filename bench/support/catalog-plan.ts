/** How large the catalog is that the lists are measured on. */
export type CatalogSize = {
  readonly services: number
  readonly instancesPerService: number
  readonly nodes: number
}

export type PlannedInstance = {
  readonly node: string
  readonly service: string
  readonly id: string
  readonly tags: readonly string[]
  readonly port: number
}

const AREAS = ['billing', 'cart', 'catalog', 'checkout', 'identity', 'mail', 'payments', 'search']
const ROLES = ['api', 'cache', 'frontend', 'importer', 'worker']
const RELEASES = ['v1', 'v2', 'canary']

export const nodeName = (index: number): string => `host-${String(index).padStart(4, '0')}`

export const serviceName = (index: number): string =>
  `${at(AREAS, index)}-${at(ROLES, Math.floor(index / AREAS.length))}-${String(index).padStart(5, '0')}`

/** Every instance, spread evenly over the nodes. */
export function* planInstances({
  services,
  instancesPerService,
  nodes,
}: CatalogSize): Generator<PlannedInstance> {
  for (let index = 0; index < services; index += 1) {
    const service = serviceName(index)
    const tags = [at(RELEASES, index), at(AREAS, index), `shard-${index % 16}`]
    for (let copy = 0; copy < instancesPerService; copy += 1) {
      const node = nodeName((index * instancesPerService + copy) % nodes)
      yield {node, service, id: `${service}-${copy + 1}`, tags, port: 20_000 + (index % 10_000)}
    }
  }
}

const at = (words: readonly string[], index: number): string => words[index % words.length] ?? ''
