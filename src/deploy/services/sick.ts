import type {ServiceInstance} from '../../api/health.ts'
import {aggregateStatus} from '../../api/health-check.ts'
import {listNames} from '../name-list.ts'

/**
 * Why a service does not pass, in words; undefined where it does. A warning is no reason, for Consul gives such an instance
 * out; maintenance is one: a deploy that has begun it should have ended it.
 */
export const whySick = (name: string, instances: readonly ServiceInstance[]): string | undefined => {
  if (instances.length === 0) return `${name} has no instance`
  const states = ['critical', 'maintenance'] as const
  const parts = states.flatMap(state => {
    const nodes = instances.filter(({checks}) => aggregateStatus(checks) === state).map(({node}) => node.name)
    if (nodes.length === 0) return []
    return [`${state === 'critical' ? 'critical' : 'in maintenance'} on ${listNames([...new Set(nodes)])}`]
  })
  return parts.length === 0 ? undefined : `${name} is ${parts.join(' and ')}`
}
