import {createStore, type StoreApi} from 'zustand/vanilla'
import type {ConsulClient} from '../api/client.ts'
import {type Clock, systemClock} from '../api/clock.ts'
import {createDeploys, type Deploys} from './deploy/deploys.ts'
import {createDialog, type DialogStore} from './dialog.ts'
import {createDns, type Dns, type DnsChoice} from './dns/dns.ts'
import {createFlash, type FlashStore} from './flash.ts'
import {createJobs, type Jobs} from './jobs.ts'
import {createDrafts, type Drafts} from './kv/drafts.ts'
import {createJournal, type Journal} from './kv/journal.ts'
import {createLimits} from './kv/limits.ts'
import {createScans, type Scans} from './kv/scans.ts'
import {createSeenKeys, type SeenKeys} from './kv/seen-keys.ts'
import type {KvTools} from './kv/tools.ts'
import type {Query} from './live.ts'
import {createLiveQueries, type LiveQueries} from './live-queries.ts'
import {createNavigation, type Navigation, type Route, type Tab} from './navigation.ts'
import {createOperations, type Operations} from './operations.ts'
import type {PrivateFiles} from './private-files.ts'
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
  /** What has been asked of Consul and is not answered yet, once that takes longer than a moment. */
  readonly waiting: string | undefined
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
  /** What takes longer than a moment. */
  readonly jobs: Jobs
  /** What this session has written and deleted, for `u`. */
  readonly journal: Journal
  /** What changing keys takes. */
  readonly kv: KvTools
  /** The key that is being edited. */
  readonly draft: Drafts
  /** Searches and comparisons, each of the screen that shows it. */
  readonly scans: Scans
  /** Lookups and probes, likewise. */
  readonly dns: Dns
  /** What hosts are told to do. */
  readonly deploys: Deploys
  /** What would be lost or cut short if the program ended now, in the operator's words. */
  readonly unfinished: () => readonly string[]
  readonly host: Host
  readonly files: PrivateFiles
  /** What queries are made of, for the tenancy as it is now; the same object while that stays. */
  readonly queryContext: () => QueryContext
  /** What a query last said, for an action that is aimed now; nothing is asked. */
  readonly peek: <T>(build: (context: QueryContext) => Query<T>) => T | undefined
  /** What has been seen of the keys where one looks now. */
  readonly seenKeys: () => SeenKeys
  readonly stop: () => void
}

/** What the program around the screen can do for it. */
export type Host = {
  /** Who is at the keyboard, for those who see what was done: `user@host`. */
  readonly operator: string
  /** Of the process: what a manifest's source and templates look at. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly quit: () => void
  readonly suspend: () => void
  /** Puts text on the operator's clipboard; says what stood in the way, if anything did. */
  readonly copy: (text: string) => string | undefined
  readonly readFile: (path: string) => Promise<string>
  readonly files: PrivateFiles
  /** Lends the terminal to the operator's own editor, for bytes in a file of this name. */
  readonly editFile: (name: string, bytes: Uint8Array) => Promise<FileEdit>
  readonly repaint: () => void
  /** Shows these lines from row `top` of the screen on at once; the frame that is about to come has them too. */
  readonly paintAhead: (top: number, lines: readonly string[]) => void
}

/** What the operator's editor made of a file; where nothing came of it, why, in a sentence. */
export type FileEdit =
  | {readonly kind: 'edited'; readonly bytes: Uint8Array}
  | {readonly kind: 'nothing'; readonly reason: string}

/** What asks Consul: all of the app that the first questions need, before there is anything to show the answers. */
export type Queries = Pick<App, 'client' | 'clock' | 'live' | 'tenancy' | 'queryContext'>

export type AppOptions = {
  readonly client: ConsulClient
  readonly tenancy: Tenancy
  readonly initialTab: Tab
  readonly tableFor: (route: Route) => AnyTable
  readonly host: Host
  readonly clock?: Clock
  readonly dns?: DnsChoice
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
  dns = {},
  queries = createQueries({client, tenancy, clock}),
}: AppOptions): App => {
  const {live, queryContext} = queries
  const jobs = createJobs(clock)
  const flash = createFlash()
  const navigation = createNavigation({initial: initialTab, tableFor})
  const deploys = createDeploys({queries, navigation, flash, host})
  const keys = createKeyParts({queries, navigation, files: host.files})
  return {
    ...queries,
    host,
    files: host.files,
    navigation,
    prompt: createPrompt(),
    dialog: createDialog(),
    flash,
    ticker: createTicker({clock}),
    chrome: createStore(() => CHROME),
    operations: createOperations(client, queries.tenancy),
    jobs,
    ...keys,
    dns: createDns({queries, navigation, choice: dns}),
    deploys,
    peek: build => live.storeOf(build(queryContext())).getState().data,
    unfinished: () => [...unfinishedJobs(jobs), ...unfinishedDeploys(deploys), ...unsavedDraft(keys.draft)],
    stop: live.stop,
  }
}

const CHROME: Chrome = {help: false, helpTop: 0, wan: false, paletteMarked: undefined, waiting: undefined}

/** What the keys of Consul's store take: what was seen of them, what is being edited, and what was done. */
const createKeyParts = ({
  queries: {client, clock, tenancy},
  navigation,
  files,
}: {
  readonly queries: Queries
  readonly navigation: Navigation
  readonly files: PrivateFiles
}): Pick<App, 'journal' | 'kv' | 'draft' | 'seenKeys' | 'scans'> => {
  const journal = createJournal(clock.now)
  return {
    journal,
    kv: {client, limits: createLimits(client), journal, files, now: clock.now},
    draft: createDrafts({
      client,
      clock,
      onWritten: ({key, base}, after, where) =>
        journal.record({key, before: base, after, where, what: `${base ? 'saved' : 'added'} ${key}`}),
    }),
    seenKeys: seenKeysFor(clock, tenancy),
    scans: createScans({client, clock, navigation, tenancy}),
  }
}

const unfinishedJobs = ({store}: Jobs): readonly string[] => {
  const {current} = store.getState()
  return current === undefined ? [] : [`${current.title} is still running`]
}

const unfinishedDeploys = ({open}: Deploys): readonly string[] =>
  open().map(({info}) => `${info.what} is not over`)

/** Keys of the same name in two datacenters have nothing to do with each other. */
const seenKeysFor = (clock: Clock, tenancy: TenancyStore): (() => SeenKeys) => {
  const seen = new Map<string | undefined, SeenKeys>()
  return () => {
    const {datacenter} = tenancy.getState()
    const known = seen.get(datacenter) ?? createSeenKeys(clock)
    seen.set(datacenter, known)
    return known
  }
}

const unsavedDraft = ({unsaved}: Drafts): readonly string[] => {
  const said = unsaved()
  return said === undefined ? [] : [said]
}

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
