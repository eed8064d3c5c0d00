import type {HealthCheck} from '../../api/health-check.ts'
import {instanceKey} from './instance-rows.ts'
import {type Health, healthOf, worse} from './status.ts'

/** The checks that do not pass, by what they make ill. */
export type Failing = {
  /** Service name -> instance key -> its checks' health. */
  readonly byService: ReadonlyMap<string, ReadonlyMap<string, Health>>
  /** Node name -> health of the checks of the node itself. */
  readonly byNode: ReadonlyMap<string, Health>
}

export const indexFailing = (failing: readonly HealthCheck[]): Failing => {
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

/** The nodes whose own checks fail. */
export const sickNodes = (failing: readonly HealthCheck[]): readonly string[] =>
  [...indexFailing(failing).byNode.keys()].sort()

/** Within one instance maintenance covers the rest, as Consul has it. */
export const combine = (known: Health | undefined, found: Health): Health => {
  if (known === undefined) return found
  if (known === 'maintenance' || found === 'maintenance') return 'maintenance'
  return worse(known, found)
}

export const sameHealths = (
  left: ReadonlyMap<string, Health> | undefined,
  right: ReadonlyMap<string, Health> | undefined,
): boolean =>
  left?.size === right?.size && [...(left ?? [])].every(([key, health]) => right?.get(key) === health)
