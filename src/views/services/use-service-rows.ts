import {useMemo, useRef} from 'react'
import {useStore} from 'zustand'
import type {HealthCheck} from '../../api/health-check.ts'
import {CONNECTING, type Live} from '../../state/live.ts'
import {metaExpression, metaTermId} from '../../state/queries/meta-filter.ts'
import {sickNodesQuery} from '../../state/queries/node.ts'
import {
  type CatalogService,
  matchingServicesQuery,
  serviceNamesQuery,
  servicesQuery,
} from '../../state/queries/services.ts'
import {
  createServiceRows,
  type ServiceRow,
  type ServiceRowsInput,
  sickNodes,
} from '../../state/rows/service-rows.ts'
import type {Table} from '../../state/table/table.ts'
import {useApp} from '../app-context.ts'
import {useFailingChecks} from '../use-failing-checks.ts'
import {useHidden} from '../use-hidden.ts'
import {useQuery} from '../use-query.ts'

const NONE: readonly never[] = []

/** Each is a read of its own. */
const MOST_SICK_NODES = 32

/** The services with health laid over them, and the link of the catalog they come from. */
export const useServiceRows = (
  table: Table<ServiceRow>,
): {readonly live: Live<readonly CatalogService[]>; readonly rows: readonly ServiceRow[]} => {
  const names = useQuery(serviceNamesQuery)
  const summaries = useQuery(servicesQuery)
  const live = summaries.data === undefined ? names : summaries
  const {failing, isKnown} = useFailingChecks()
  const onSickNodes = useSickNodes(failing)
  const isHealthHidden = useHidden(['node'], live) !== undefined
  const rowsOf = useMemo(createServiceRows, [])
  const {data: services = NONE} = live
  const rows = useMemo(
    () => rowsOf({services, failing, isHealthHidden, ...(onSickNodes && {onSickNodes})}),
    [rowsOf, services, failing, isHealthHidden, onSickNodes],
  )
  const matched = useServerMatches(table, rows)
  // The worst come first: until it is known which those are, there is no first row for the cursor to be on.
  return isKnown
    ? {live, rows: matched}
    : {live: {...CONNECTING, ...(live.error && {error: live.error})}, rows: NONE}
}

/** What runs on the nodes whose own checks fail; while it is asked again, what was known before. */
const useSickNodes = (failing: readonly HealthCheck[]): ServiceRowsInput['onSickNodes'] => {
  const sick = useMemo(() => sickNodes(failing).slice(0, MOST_SICK_NODES), [failing])
  const {data} = useQuery(context => (sick.length > 0 ? sickNodesQuery(context, sick) : undefined))
  const known = useRef(data)
  if (data) known.current = data
  return sick.length > 0 ? known.current : undefined
}

/** The `meta.key:` terms of the filter are the server's to answer; until it has, and while one is typed, they hold. */
const useServerMatches = (table: Table<ServiceRow>, rows: readonly ServiceRow[]): readonly ServiceRow[] => {
  const typing = useStore(useApp().prompt.store, ({current}) => current?.kind === 'filter')
  useStore(table.store, ({filter}) => filter)
  const {terms} = table.parsedFilter()
  const metaTerms = useMemo(() => terms.filter(({field}) => field === 'meta'), [terms])
  const isAsked = metaTerms.length > 0 && !typing
  const {data} = useQuery(context =>
    isAsked ? matchingServicesQuery(context, metaTerms.map(metaExpression)) : undefined,
  )
  return useMemo(() => {
    if (metaTerms.length === 0) return rows
    const answers = metaTerms.map((term, place) => ({
      id: metaTermId(term),
      names: data && new Set(data[place]),
    }))
    return rows.map(row => ({
      ...row,
      metaHolds: answers.filter(({names}) => names === undefined || names.has(row.name)).map(({id}) => id),
    }))
  }, [rows, metaTerms, data])
}
