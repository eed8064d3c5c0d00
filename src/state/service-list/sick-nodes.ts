import type {HealthCheck} from '../../api/health-check.ts'
import type {Query} from '../live.ts'
import type {LiveQueries} from '../live-queries.ts'
import {memo} from '../memo.ts'
import type {QueryContext} from '../queries/define.ts'
import {sickNodesQuery} from '../queries/node.ts'
import {sickNodes} from '../rows/failing.ts'
import type {ServiceRowsInput} from '../rows/service-rows.ts'

type OnSickNodes = NonNullable<ServiceRowsInput['onSickNodes']>

/** What runs on the nodes whose own checks fail. */
export type SickNodes = {
  readonly query: (failing: readonly HealthCheck[]) => Query<OnSickNodes> | undefined
  /** While it is asked again, what was known before. */
  readonly known: (failing: readonly HealthCheck[]) => OnSickNodes | undefined
}

/** Each is a read of its own. */
const MOST_SICK_NODES = 32

export const createSickNodes = (live: LiveQueries, context: QueryContext): SickNodes => {
  let known: OnSickNodes | undefined
  const query = memo((failing: readonly HealthCheck[]) => {
    const sick = sickNodes(failing).slice(0, MOST_SICK_NODES)
    return sick.length > 0 ? sickNodesQuery(context, sick) : undefined
  })
  return {
    query,
    known: failing => {
      const asked = query(failing)
      if (asked === undefined) return undefined
      known = live.storeOf(asked).getState().data ?? known
      return known
    },
  }
}
