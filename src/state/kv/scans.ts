import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import type {Navigation, RouteEntry} from '../navigation.ts'
import {createPerEntry} from '../per-entry.ts'
import type {TenancyStore} from '../tenancy.ts'
import {createSearch, type Search} from './search.ts'

/** What reads whole folders, each for the screen that shows it. */
export type Scans = {
  /** Of a screen that is a search. */
  readonly search: (entry: RouteEntry) => Search
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
  return {
    search: searches.of,
    isRunning: entry => searches.known(entry)?.isRunning() ?? false,
    stop: entry => searches.known(entry)?.stop() ?? false,
  }
}
