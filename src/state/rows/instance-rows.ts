import type {ServiceInstance} from '../../api/health.ts'
import {aggregateStatus, type HealthCheck} from '../../api/health-check.ts'
import {hostPort} from './host-port.ts'
import {type Health, healthOf, rankOf} from './status.ts'

/** One instance of a service. */
export type InstanceRow = {
  /** Node and service id: the instance's identity. */
  readonly key: string
  readonly instance: ServiceInstance
  readonly health: Health
  /** The address a client is given: the service's own, else its node's; with the port. */
  readonly address: string
  /** The checks, the worst first. */
  readonly checks: readonly HealthCheck[]
}

export const instanceRows = (instances: readonly ServiceInstance[]): readonly InstanceRow[] =>
  instances.map(instance => ({
    key: instanceKey(instance.node.name, instance.service.id),
    instance,
    health: aggregateStatus(instance.checks),
    address: hostPort(instance.service.address || instance.node.address, instance.service.port),
    checks: worstFirst(instance.checks),
  }))

export const instanceKey = (node: string, serviceId: string): string => `${node}\0${serviceId}`

/** Stable, so that checks of one health keep the server's order. */
export const worstFirst = (checks: readonly HealthCheck[]): readonly HealthCheck[] =>
  checks.toSorted((left, right) => rankOf(healthOf(left)) - rankOf(healthOf(right)))
