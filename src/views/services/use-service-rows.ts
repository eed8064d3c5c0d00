import {useMemo} from 'react'
import {useStore} from 'zustand'
import type {HealthCheck} from '../../api/health-check.ts'
import type {Live} from '../../state/live.ts'
import {checksQuery} from '../../state/queries/checks.ts'
import {metaExpression, metaTermId} from '../../state/queries/meta-filter.ts'
import {sickNodesQuery} from '../../state/queries/node.ts'
import {type CatalogService, matchingServicesQuery, servicesQuery} from '../../state/queries/services.ts'
import {createServiceRows, type ServiceRow, sickNodes} from '../../state/rows/service-rows.ts'
import type {Table} from '../../state/table/table.ts'
import {useQuery} from '../use-query.ts'

const NONE: readonly never[] = []

/** Every check of the datacenter that does not pass: two polls that all views share. */
export const useFailingChecks = (): readonly HealthCheck[] => {
  const {data: critical = NONE} = useQuery(context => checksQuery(context, 'critical'))
  const {data: warning = NONE} = useQuery(context => checksQuery(context, 'warning'))
  return useMemo(() => [...critical, ...warning], [critical, warning])
}

/** The services with health laid over them, and the link of the catalog they come from. */
export const useServiceRows = (
  table: Table<ServiceRow>,
): {readonly live: Live<readonly CatalogService[]>; readonly rows: readonly ServiceRow[]} => {
  const live = useQuery(servicesQuery)
  const failing = useFailingChecks()
  const sick = useMemo(() => sickNodes(failing), [failing])
  const {data: onSickNodes} = useQuery(context =>
    sick.length > 0 ? sickNodesQuery(context, sick) : undefined,
  )
  const rowsOf = useMemo(createServiceRows, [])
  const {data: services = NONE} = live
  const rows = useMemo(
    () => rowsOf({services, failing, ...(onSickNodes && {onSickNodes})}),
    [rowsOf, services, failing, onSickNodes],
  )
  return {live, rows: useServerMatches(table, rows)}
}

/** The `meta.key:` terms of the filter are the server's to answer. */
const useServerMatches = (table: Table<ServiceRow>, rows: readonly ServiceRow[]): readonly ServiceRow[] => {
  useStore(table.store, ({filter}) => filter)
  const {terms} = table.parsedFilter()
  const metaTerms = useMemo(() => terms.filter(({field}) => field === 'meta'), [terms])
  const {data} = useQuery(context =>
    metaTerms.length > 0 ? matchingServicesQuery(context, metaTerms.map(metaExpression)) : undefined,
  )
  return useMemo(() => {
    if (metaTerms.length === 0 || data === undefined) return rows
    const matching = metaTerms.map((term, place) => ({id: metaTermId(term), names: new Set(data[place])}))
    return rows.map(row => ({
      ...row,
      metaHolds: matching.filter(({names}) => names.has(row.name)).map(({id}) => id),
    }))
  }, [rows, metaTerms, data])
}
