import {useMemo} from 'react'
import type {HealthCheck} from '../api/health-check.ts'
import {checksQuery} from '../state/queries/checks.ts'
import {useQuery} from './use-query.ts'

const NONE: readonly HealthCheck[] = []

/** Every check of the datacenter that does not pass: two polls that all views share. */
export const useFailingChecks = (): {
  readonly failing: readonly HealthCheck[]
  /** Whether both lists have been answered, or refused. */
  readonly isKnown: boolean
} => {
  const critical = useQuery(context => checksQuery(context, 'critical'))
  const warning = useQuery(context => checksQuery(context, 'warning'))
  const isKnown = [critical, warning].every(({data, link}) => data !== undefined || link !== 'connecting')
  const {data: criticalChecks = NONE} = critical
  const {data: warningChecks = NONE} = warning
  const failing = useMemo(() => [...criticalChecks, ...warningChecks], [criticalChecks, warningChecks])
  return {failing, isKnown}
}
