import type {App} from '../app.ts'
import {createFailingChecks} from '../failing-checks.ts'
import {hiddenByAcl} from '../hidden.ts'
import {CONNECTING, type Live} from '../live.ts'
import type {QueryContext} from '../queries/define.ts'
import {identityQuery} from '../queries/identity.ts'
import {type CatalogService, serviceNamesQuery, servicesQuery} from '../queries/services.ts'
import {createHealthCounts, type HealthCounts} from '../rows/health-counts.ts'
import {createServiceRows, type ServiceRow} from '../rows/service-rows.ts'
import type {ParsedFilter} from '../table/filter.ts'
import {createServerMatches, type ServerMatches} from './server-matches.ts'
import {createSickNodes, type SickNodes} from './sick-nodes.ts'

/** What the answers say of the services at this moment. */
type Reading = {
  /** The link of the catalog they come from. */
  readonly live: Live<readonly CatalogService[]>
  /** With health laid over them. */
  readonly rows: readonly ServiceRow[]
  readonly counts: HealthCounts
}

export type ServiceList = {
  readonly read: () => Reading
  /** What has to be asked besides the catalog and the checks. */
  readonly sickNodes: () => ReturnType<SickNodes['query']>
  readonly matches: ServerMatches['query']
}

const NONE: readonly never[] = []

/** Reads the list from the stores of its queries, outside of React: the table has it before a frame begins. */
export const createServiceList = (
  app: Pick<App, 'live' | 'prompt'>,
  context: QueryContext,
  parsedFilter: () => ParsedFilter,
): ServiceList => {
  const names = app.live.storeOf(serviceNamesQuery(context))
  const summaries = app.live.storeOf(servicesQuery(context))
  const identity = app.live.storeOf(identityQuery(context))
  const failingChecks = createFailingChecks(app.live, context)
  const sickNodes = createSickNodes(app.live, context)
  const matches = createServerMatches(app, context, parsedFilter)
  const rowsOf = createServiceRows()
  const countsOf = createHealthCounts()
  const read = (): Reading => {
    const {failing, isKnown} = failingChecks()
    const live = summaries.getState().data === undefined ? names.getState() : summaries.getState()
    // The worst come first: until it is known which those are, there is no first row for the cursor to be on.
    if (!isKnown) {
      return {
        live: {...CONNECTING, ...(live.error && {error: live.error})},
        rows: NONE,
        counts: countsOf(NONE),
      }
    }
    const onSickNodes = sickNodes.known(failing)
    const isHealthHidden = hiddenByAcl('node', identity.getState().data, live.meta) !== undefined
    const {data: services = NONE} = live
    const rows = rowsOf({services, failing, isHealthHidden, ...(onSickNodes && {onSickNodes})})
    return {live, rows: matches.mark(rows), counts: countsOf(rows)}
  }
  return {read, sickNodes: () => sickNodes.query(failingChecks().failing), matches: matches.query}
}
