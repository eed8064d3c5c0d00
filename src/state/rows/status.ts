import {type HealthCheck, isMaintenance} from '../../api/health-check.ts'

/** Health as an operator ranks it, the worst first. Maintenance is announced, so it ranks below what is not. */
export type Health = 'critical' | 'warning' | 'maintenance' | 'unknown' | 'passing'

const RANKS: Readonly<Record<Health, number>> = {
  critical: 0,
  warning: 1,
  maintenance: 2,
  unknown: 3,
  passing: 4,
}

/** For sorting: 0 is the worst. */
export const rankOf = (health: Health): number => RANKS[health]

/** Consul keeps maintenance in the id of a critical check, not in its status. */
export const healthOf = ({checkId, status}: HealthCheck): Health => {
  if (isMaintenance(checkId)) return 'maintenance'
  return status === 'passing' || status === 'warning' || status === 'critical' ? status : 'unknown'
}

export const worse = (left: Health, right: Health): Health => (rankOf(left) <= rankOf(right) ? left : right)

/** Whether the instance itself, not its whole node, is in maintenance. */
export const isInServiceMaintenance = (checks: readonly HealthCheck[]): boolean =>
  checks.some(({checkId, serviceId}) => isMaintenance(checkId) && serviceId !== '')

/** Whether the whole node is in maintenance. */
export const isInNodeMaintenance = (checks: readonly HealthCheck[]): boolean =>
  checks.some(({checkId, serviceId}) => isMaintenance(checkId) && serviceId === '')
