import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import type {Navigation, RouteEntry} from '../navigation.ts'
import {createPerEntry} from '../per-entry.ts'
import type {TenancyStore} from '../tenancy.ts'
import {type Comparison, createComparison} from './comparison.ts'
import {createSearch, type Search} from './search.ts'
import {type Side, sideOptions} from './side.ts'

/** What reads whole folders, each for the screen that shows it. */
export type Scans = {
  /** Of a screen that is a search. */
  readonly search: (entry: RouteEntry) => Search
  /** Of a screen that compares two folders. */
  readonly comparison: (entry: RouteEntry) => Comparison
  readonly isRunning: (entry: RouteEntry) => boolean
  /** Ends what reads for this screen; whether anything did. */
  readonly stop: (entry: RouteEntry) => boolean
}

export type ScanParts = {
  readonly client: ConsulClient
  readonly clock: Clock
  readonly navigation: Navigation
  readonly tenancy: TenancyStore
}

export const createScans = ({client, clock, navigation, tenancy}: ScanParts): Scans => {
  const searches = createPerEntry(navigation, ({route}) => {
    if (route.name !== 'search') throw new Error(`${route.name} is no search`)
    // Any server may answer: a scan is a lot of work, and a moment old it still finds what is looked for.
    return createSearch({
      client,
      clock,
      folder: route.folder,
      where: {...tenancy.getState(), consistency: 'stale'},
    })
  })
  const comparisons = createPerEntry(navigation, ({route}) => {
    if (route.name !== 'compare') throw new Error(`${route.name} is no comparison`)
    const sideOf = (side: Side) => ({...side, options: sideOptions(tenancy.getState(), side)})
    return createComparison({client, clock}, {left: sideOf(route.left), right: sideOf(route.right)})
  })
  const known = (entry: RouteEntry) => searches.known(entry) ?? comparisons.known(entry)
  return {
    search: searches.of,
    comparison: comparisons.of,
    isRunning: entry => known(entry)?.isRunning() ?? false,
    stop: entry => known(entry)?.stop() ?? false,
  }
}
