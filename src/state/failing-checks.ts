import type {HealthCheck} from '../api/health-check.ts'
import type {LiveQueries} from './live-queries.ts'
import {memo} from './memo.ts'
import {checksQuery} from './queries/checks.ts'
import type {QueryContext} from './queries/define.ts'

const NONE: readonly HealthCheck[] = []

/** Every check of the datacenter that does not pass, and whether both lists have been answered, or refused. */
export type FailingChecks = {readonly failing: readonly HealthCheck[]; readonly isKnown: boolean}

export const createFailingChecks = (live: LiveQueries, context: QueryContext): (() => FailingChecks) => {
  const stores = [
    live.storeOf(checksQuery(context, 'critical')),
    live.storeOf(checksQuery(context, 'warning')),
  ] as const
  const joined = memo((critical: readonly HealthCheck[], warning: readonly HealthCheck[]) => [
    ...critical,
    ...warning,
  ])
  return () => {
    const [critical, warning] = [stores[0].getState(), stores[1].getState()]
    return {
      failing: joined(critical.data ?? NONE, warning.data ?? NONE),
      isKnown: [critical, warning].every(({data, link}) => data !== undefined || link !== 'connecting'),
    }
  }
}
