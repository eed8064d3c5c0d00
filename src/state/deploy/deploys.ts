import {createStore, type StoreApi} from 'zustand/vanilla'
import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import type {FlashStore} from '../flash.ts'
import type {LiveQueries} from '../live-queries.ts'
import type {Navigation, RouteEntry} from '../navigation.ts'
import {createPerEntry} from '../per-entry.ts'
import type {QueryContext} from '../queries/define.ts'
import {historyQuery} from '../queries/deploys.ts'
import {identityQuery} from '../queries/identity.ts'
import type {TenancyStore} from '../tenancy.ts'
import {type Beginning, createExecs, createRollouts} from './begin.ts'
import {type DeployJob, isOpen, isRunning} from './job.ts'
import {createOpenJobs} from './open-jobs.ts'
import {createPreflightRun, type PreflightRun} from './preflight-run.ts'
import {createSessionJobs, type SessionJobs} from './session-jobs.ts'
import {createDeployTyping, type DeployTyping} from './typing.ts'
import {createUpkeep, type Upkeep} from './upkeep.ts'

/** What hosts are told to do: beginning it, and looking at what was begun, here or elsewhere. */
export type Deploys = Beginning &
  DeployTyping &
  Upkeep & {
    readonly session: SessionJobs['store']
    /** IDs of the jobs to compare. */
    readonly marks: StoreApi<{readonly ids: ReadonlySet<string>}>
    /** Of a screen that is a pre-flight. */
    readonly preflight: (entry: RouteEntry) => PreflightRun
    /** Whether this screen is one, which then begins anew. */
    readonly lookAgain: (entry: RouteEntry) => boolean
    /** A job that is on a screen, or of this session. */
    readonly known: (id: string) => DeployJob | undefined
    /** The same; one of the history is opened for the screens that show it. */
    readonly job: (id: string) => DeployJob | undefined
    /** Those of this session that are not over. */
    readonly open: () => readonly DeployJob[]
    readonly running: () => readonly DeployJob[]
    /** Lets go of all that is not over; resolves when what lay in Consul for it is away. */
    readonly close: () => Promise<void>
  }

export type DeploysParts = {
  readonly queries: {
    readonly client: ConsulClient
    readonly clock: Clock
    readonly live: LiveQueries
    readonly tenancy: TenancyStore
    readonly queryContext: () => QueryContext
  }
  readonly navigation: Navigation
  readonly flash: FlashStore
  /** Who is at the keyboard, and with which environment. */
  readonly host: {
    readonly operator: string
    readonly environment: Readonly<Record<string, string | undefined>>
  }
}

/** A shell that does not come back is worse than a session that ends by itself. */
const CLOSING_MS = 3_000

export const createDeploys = ({
  queries,
  navigation,
  flash,
  host: {operator, environment},
}: DeploysParts): Deploys => {
  const {client, clock, live, tenancy, queryContext} = queries
  const session = createSessionJobs(flash)
  const past = () => live.storeOf(historyQuery(queryContext())).getState().data ?? []
  const ownDatacenter = () => live.storeOf(identityQuery(queryContext())).getState().data?.agent?.datacenter
  const jobs = () => session.store.getState().jobs
  const where = () => ({datacenter: tenancy.getState().datacenter})
  const opened = createOpenJobs({client, clock, navigation, where, past})
  const ownJob = (id: string) => jobs().find(({info}) => info.id === id)
  const open = () => jobs().filter(({store}) => isOpen(store.getState()))
  const beginning = {client, clock, operator, add: session.add}
  const preflights = createPerEntry(navigation, ({route}) => {
    if (route.name !== 'preflight') throw new Error(`${route.name} is no pre-flight`)
    return createPreflightRun({client, clock, env: environment}, route.request)
  })
  return {
    ...createDeployTyping({queries, where, jobs, past}),
    ...createUpkeep({client, operator, where}),
    exec: createExecs(beginning),
    ...createRollouts({...beginning, opened, ownDatacenter}),
    session: session.store,
    marks: createStore(() => ({ids: new Set<string>()})),
    preflight: preflights.of,
    lookAgain: entry => {
      preflights.known(entry)?.start()
      return preflights.known(entry) !== undefined
    },
    known: id => ownJob(id) ?? opened.known(id),
    job: id => ownJob(id) ?? opened.of(id),
    open,
    running: () => jobs().filter(({store}) => isRunning(store.getState())),
    close: () => closeAll(jobs(), clock),
  }
}

const closeAll = async (jobs: readonly DeployJob[], clock: Clock): Promise<void> => {
  for (const job of jobs) job.detach()
  const patience = new AbortController()
  // What an agent that hangs does not take away ends with its session.
  await Promise.race([Promise.all(jobs.map(({ended}) => ended)), clock.sleep(CLOSING_MS, patience.signal)])
  patience.abort()
}
