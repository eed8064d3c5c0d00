import {useMemo} from 'react'
import type {HealthCheck} from '../api/health-check.ts'
import {checksQuery} from '../state/queries/checks.ts'
import {useQuery} from './use-query.ts'

const NONE: readonly HealthCheck[] = []

/** Every check of the datacenter that does not pass: two polls that all views share. */
export const useFailingChecks = (): readonly HealthCheck[] => {
  const {data: critical = NONE} = useQuery(context => checksQuery(context, 'critical'))
  const {data: warning = NONE} = useQuery(context => checksQuery(context, 'warning'))
  return useMemo(() => [...critical, ...warning], [critical, warning])
}
