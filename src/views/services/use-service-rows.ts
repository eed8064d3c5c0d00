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

/** The first `meta.key:` term of the filter is the server's to answer. */
const useServerMatches = (table: Table<ServiceRow>, rows: readonly ServiceRow[]): readonly ServiceRow[] => {
  useStore(table.store, ({filter}) => filter)
  const term = table.parsedFilter().terms.find(({field}) => field === 'meta')
  const id = term && metaTermId(term)
  const {data: names} = useQuery(context => term && matchingServicesQuery(context, metaExpression(term)))
  return useMemo(() => {
    if (id === undefined || names === undefined) return rows
    const matching = new Set(names)
    return rows.map(row => (matching.has(row.name) ? {...row, metaHolds: [id]} : row))
  }, [rows, id, names])
}
