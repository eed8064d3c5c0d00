import {createStore, type StoreApi} from 'zustand/vanilla'
import type {ConsulClient} from '../api/client.ts'
import {type Clock, systemClock} from '../api/clock.ts'
import {createDialog, type DialogStore} from './dialog.ts'
import {createFlash, type FlashStore} from './flash.ts'
import {createLiveQueries, type LiveQueries} from './live-queries.ts'
import {createNavigation, type Navigation, type Route, type Tab} from './navigation.ts'
import {createOperations, type Operations} from './operations.ts'
import {createPrompt, type PromptStore} from './prompt.ts'
import type {QueryContext} from './queries/define.ts'
import {identityQuery} from './queries/identity.ts'
import type {AnyTable} from './table/table.ts'
import {createTenancy, type Tenancy, type TenancyStore} from './tenancy.ts'
import {createTicker, type Ticker} from './ticker.ts'
import {createTransitions, type Transitions} from './transitions.ts'

/** What belongs to the screen as a whole and to no route. */
export type Chrome = {
  /** The key help is open. */
  readonly help: boolean
  /** Members shows the WAN pool. */
  readonly wan: boolean
  /** The first line of the help on the screen. */
  readonly helpTop: number
  /** The name of the palette's marked command: what comes in above it moves the mark along. */
  readonly paletteMarked: string | undefined
}

/** Everything a view may reach: constant itself, all that changes is a store in it. */
export type App = {
  readonly client: ConsulClient
  readonly clock: Clock
  readonly live: LiveQueries
  readonly tenancy: TenancyStore
  readonly navigation: Navigation
  readonly prompt: PromptStore
  readonly dialog: DialogStore
  readonly flash: FlashStore
  readonly ticker: Ticker
  readonly chrome: StoreApi<Chrome>
  readonly operations: Operations
  readonly host: Host
  /** What queries are made of, for the tenancy as it is now; the same object while that stays. */
  readonly queryContext: () => QueryContext
  readonly stop: () => void
}

/** What the program around the screen can do for it. */
export type Host = {
  readonly quit: () => void
  readonly suspend: () => void
  /** Puts text on the operator's clipboard; says what stood in the way, if anything did. */
  readonly copy: (text: string) => string | undefined
  readonly readFile: (path: string) => Promise<string>
  readonly repaint: () => void
}

/** What asks Consul: all of the app that the first questions need, before there is anything to show the answers. */
export type Queries = Pick<App, 'client' | 'clock' | 'live' | 'tenancy' | 'queryContext'>

export type AppOptions = {
  readonly client: ConsulClient
  readonly tenancy: Tenancy
  readonly initialTab: Tab
  readonly tableFor: (route: Route) => AnyTable
  readonly host: Host
  readonly clock?: Clock
  /** Those that have begun to ask already. */
  readonly queries?: Queries
}

export const createQueries = ({
  client,
  tenancy,
  clock = systemClock,
}: Pick<AppOptions, 'client' | 'tenancy' | 'clock'>): Queries => {
  const live = createLiveQueries({clock})
  const store = createTenancy(tenancy)
  return {
    client,
    clock,
    live,
    tenancy: store,
    queryContext: contextFor({client, clock, live, tenancy: store}),
  }
}

export const createApp = ({
  client,
  tenancy,
  initialTab,
  tableFor,
  host,
  clock = systemClock,
  queries = createQueries({client, tenancy, clock}),
}: AppOptions): App => ({
  ...queries,
  host,
  navigation: createNavigation({initial: initialTab, tableFor}),
  prompt: createPrompt(),
  dialog: createDialog(),
  flash: createFlash(),
  ticker: createTicker({clock}),
  chrome: createStore<Chrome>(() => ({help: false, helpTop: 0, wan: false, paletteMarked: undefined})),
  operations: createOperations(client, queries.tenancy),
  stop: queries.live.stop,
})

/** What has been seen of one datacenter's checks says nothing of another's, and is there again on return. */
const contextFor = ({
  client,
  clock,
  live,
  tenancy,
}: {
  readonly client: ConsulClient
  readonly clock: Clock
  readonly live: LiveQueries
  readonly tenancy: TenancyStore
}): (() => QueryContext) => {
  const seen = new Map<string | undefined, Transitions>()
  let last: QueryContext | undefined
  return () => {
    const now = tenancy.getState()
    if (last?.tenancy === now) return last
    // Without a name it was the agent's own, which the operator comes back to by its name.
    if (last && last.tenancy.datacenter === undefined) {
      const own = live.storeOf(identityQuery(last)).getState().data?.agent?.datacenter
      if (own !== undefined) seen.set(own, last.transitions)
    }
    const transitions = seen.get(now.datacenter) ?? createTransitions(clock)
    seen.set(now.datacenter, transitions)
    last = {client, clock, tenancy: now, transitions}
    return last
  }
}
