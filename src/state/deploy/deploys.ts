import {createStore, type StoreApi} from 'zustand/vanilla'
import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import type {ExecJob} from '../../deploy/exec/job.ts'
import {freezeDeploys, liftFreeze} from '../../deploy/fire/freeze.ts'
import type {Preflight} from '../../deploy/preflight/preflight.ts'
import type {TargetFilters} from '../../deploy/targets/filters.ts'
import type {Targets} from '../../deploy/targets/find.ts'
import type {FlashStore} from '../flash.ts'
import type {LiveQueries} from '../live-queries.ts'
import type {Navigation, RouteEntry} from '../navigation.ts'
import {createPerEntry} from '../per-entry.ts'
import type {QueryContext} from '../queries/define.ts'
import {historyQuery} from '../queries/deploys.ts'
import {identityQuery} from '../queries/identity.ts'
import {createRecall, type Recall} from '../recall.ts'
import type {TenancyStore} from '../tenancy.ts'
import {type Aim, createAim} from './aim.ts'
import {createExecs, createRollouts} from './begin.ts'
import {formatFilters} from './filter-text.ts'
import {type DeployJob, isOpen, isRunning} from './job.ts'
import {createOpenJobs} from './open-jobs.ts'
import {createPreflightRun, type PreflightRun} from './preflight-run.ts'
import {createSessionJobs, type SessionJobs} from './session-jobs.ts'

export type ExecOrder = {
  /** As it was typed: the command, or `@` and the path of a script. */
  readonly what: string
  readonly job: ExecJob
  readonly filters: TargetFilters
  readonly targets: Targets
}

/** What hosts are told to do: beginning it, and looking at what was begun, here or elsewhere. */
export type Deploys = {
  readonly session: SessionJobs['store']
  /** IDs of the jobs to compare. */
  readonly marks: StoreApi<{readonly ids: ReadonlySet<string>}>
  readonly aim: Aim
  /** Commands of this session. */
  readonly commands: Recall
  readonly usedFilters: () => string
  /** Who must answer, where the tenancy is. @throws ConsulError */
  readonly find: (filters: TargetFilters, signal?: AbortSignal) => Promise<Targets>
  /** @throws ConsulError where nothing was sent. */
  readonly exec: (order: ExecOrder) => Promise<DeployJob>
  /** Of a screen that is a pre-flight. */
  readonly preflight: (entry: RouteEntry) => PreflightRun
  /** Whether this screen is one, which then begins anew. */
  readonly lookAgain: (entry: RouteEntry) => boolean
  /** Fires the first wave. */
  readonly deploy: (preflight: Preflight) => Promise<DeployJob>
  /** Goes on with a deploy out of the history that is on a screen. */
  readonly takeOver: (id: string) => Promise<DeployJob>
  /** Halts every Lictor before its next wave. @throws ConsulError */
  readonly freeze: (reason: string) => Promise<void>
  /** False if it was frozen anew meanwhile. @throws ConsulError */
  readonly lift: (index: string) => Promise<boolean>
  /** Takes it out of the history. @throws ConsulError */
  readonly remove: (id: string, datacenter: string | undefined) => Promise<void>
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

export const createDeploys = ({queries, navigation, flash, host}: DeploysParts): Deploys => {
  const {client, clock, live, tenancy, queryContext} = queries
  const session = createSessionJobs(flash)
  const past = () => live.storeOf(historyQuery(queryContext())).getState().data ?? []
  const ownDatacenter = () => live.storeOf(identityQuery(queryContext())).getState().data?.agent?.datacenter
  const jobs = () => session.store.getState().jobs
  const opened = createOpenJobs({client, clock, navigation, past})
  const where = () => ({datacenter: tenancy.getState().datacenter})
  const find: Deploys['find'] = async (filters, signal) => {
    const {findTargets} = await import('../../deploy/targets/find.ts')
    return findTargets(client, {...filters, ...where()}, {signal})
  }
  const usedFilters = (): readonly string[] => [
    ...new Set(jobs().map(({info}) => formatFilters(info.filters))),
  ]
  const ownJob = (id: string) => jobs().find(({info}) => info.id === id)
  const open = () => jobs().filter(({store}) => isOpen(store.getState()))
  const beginning = {client, clock, operator: host.operator, add: session.add}
  const preflights = createPerEntry(navigation, ({route}) => {
    if (route.name !== 'preflight') throw new Error(`${route.name} is no pre-flight`)
    return createPreflightRun({client, clock, env: host.environment}, route.request)
  })
  return {
    exec: createExecs(beginning),
    ...createRollouts({...beginning, opened, ownDatacenter}),
    session: session.store,
    marks: createStore(() => ({ids: new Set<string>()})),
    aim: createAim({queries, find, used: usedFilters}),
    commands: createRecall(() => [...new Set(jobs().flatMap(commandOf))]),
    usedFilters: () => usedFilters()[0] ?? '',
    find,
    preflight: preflights.of,
    lookAgain: entry => {
      preflights.known(entry)?.start()
      return preflights.known(entry) !== undefined
    },
    freeze: reason => freezeDeploys(client, {reason, by: host.operator}, where()),
    lift: index => liftFreeze(client, index, where()),
    remove: async (id, datacenter) => {
      const {removeJob} = await import('../../deploy/history/remove.ts')
      await removeJob(client, id, {datacenter})
    },
    known: id => ownJob(id) ?? opened.known(id),
    job: id => ownJob(id) ?? opened.of(id),
    open,
    running: () => jobs().filter(({store}) => isRunning(store.getState())),
    close: () => closeAll(jobs(), clock),
  }
}

const commandOf = ({info: {kind, what}}: DeployJob): readonly string[] => (kind === 'exec' ? [what] : [])

const closeAll = async (jobs: readonly DeployJob[], clock: Clock): Promise<void> => {
  for (const job of jobs) job.detach()
  const patience = new AbortController()
  // What an agent that hangs does not take away ends with its session.
  await Promise.race([Promise.all(jobs.map(({ended}) => ended)), clock.sleep(CLOSING_MS, patience.signal)])
  patience.abort()
}
