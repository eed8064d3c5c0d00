import {createStore, type StoreApi} from 'zustand/vanilla'
import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import type {ExecJob} from '../../deploy/exec/job.ts'
import type {TargetFilters} from '../../deploy/targets/filters.ts'
import type {Targets} from '../../deploy/targets/find.ts'
import type {FlashStore} from '../flash.ts'
import type {LiveQueries} from '../live-queries.ts'
import type {QueryContext} from '../queries/define.ts'
import {createRecall, type Recall} from '../recall.ts'
import type {TenancyStore} from '../tenancy.ts'
import {type Aim, createAim} from './aim.ts'
import {execJob} from './exec-job.ts'
import {formatFilters} from './filter-text.ts'
import {type DeployJob, isRunning} from './job.ts'
import {type JobRow, jobRow} from './job-rows.ts'
import {jobVerdict} from './verdict.ts'

export type DeploysState = {
  /** The newest first. */
  readonly jobs: readonly DeployJob[]
  readonly rows: readonly JobRow[]
  /** IDs of those to compare. */
  readonly marks: ReadonlySet<string>
}

export type ExecOrder = {
  /** As it was typed: the command, or `@` and the path of a script. */
  readonly what: string
  readonly job: ExecJob
  readonly filters: TargetFilters
  readonly targets: Targets
}

/** What hosts were told to do in this session, and telling them. */
export type Deploys = {
  readonly store: StoreApi<DeploysState>
  readonly job: (id: string) => DeployJob | undefined
  readonly setMarks: (marks: ReadonlySet<string>) => void
  readonly aim: Aim
  /** Commands of this session. */
  readonly commands: Recall
  readonly usedFilters: () => string
  /** Who must answer, where the tenancy is. @throws ConsulError */
  readonly find: (filters: TargetFilters, signal?: AbortSignal) => Promise<Targets>
  /** @throws ConsulError where nothing was sent. */
  readonly exec: (order: ExecOrder) => Promise<DeployJob>
  readonly running: () => readonly DeployJob[]
  /** Gives up all that runs; resolves when what lay in Consul for it is away. */
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
  readonly flash: FlashStore
  /** Who is at the keyboard. */
  readonly operator: string
}

/** A shell that does not come back is worse than a session that ends by itself. */
const CLOSING_MS = 3_000

export const createDeploys = ({queries, flash, operator}: DeploysParts): Deploys => {
  const {client, clock, tenancy} = queries
  const store = createStore<DeploysState>(() => ({jobs: [], rows: [], marks: new Set()}))
  const jobs = () => store.getState().jobs
  const find: Deploys['find'] = async (filters, signal) => {
    const {findTargets} = await import('../../deploy/targets/find.ts')
    return findTargets(client, {...filters, datacenter: tenancy.getState().datacenter}, {signal})
  }
  const typedFilters = (): readonly string[] => [
    ...new Set(jobs().map(({info}) => formatFilters(info.filters))),
  ]
  return {
    store,
    job: id => jobs().find(({info}) => info.id === id),
    setMarks: marks => store.setState({marks}),
    aim: createAim({queries, find, used: typedFilters}),
    commands: createRecall(() => [...new Set(jobs().flatMap(commandOf))]),
    usedFilters: () => typedFilters()[0] ?? '',
    find,
    exec: async ({what, job, filters, targets}) => {
      const {startExec} = await import('../../deploy/exec/exec.ts')
      const startedAtMs = clock.now()
      const exec = await startExec({client, clock}, {job, filters, targets})
      const {id} = exec
      const {datacenter} = targets
      const info = {id, kind: 'exec', what, filters, datacenter, who: operator, startedAtMs} as const
      const added = execJob(exec, info, clock.now)
      follow(store, added, flash)
      return added
    },
    running: () => jobs().filter(({store: own}) => isRunning(own.getState())),
    close: async () => {
      const open = jobs()
      for (const job of open) job.detach()
      const patience = new AbortController()
      // What an agent that hangs does not take away ends with its session.
      await Promise.race([
        Promise.all(open.map(({ended}) => ended)),
        clock.sleep(CLOSING_MS, patience.signal),
      ])
      patience.abort()
    },
  }
}

const commandOf = ({info: {kind, what}}: DeployJob): readonly string[] => (kind === 'exec' ? [what] : [])

/** Puts it in the list, keeps its row there, and says when it has ended. */
const follow = (store: Deploys['store'], job: DeployJob, flash: FlashStore): void => {
  const row = () => jobRow(job.store.getState())
  store.setState(({jobs, rows}) => ({jobs: [job, ...jobs], rows: [row(), ...rows]}))
  let wasRunning = true
  const tell = (): void => {
    const state = job.store.getState()
    store.setState(({rows}) => ({rows: rows.map(each => (each.info.id === job.info.id ? row() : each))}))
    if (wasRunning && !isRunning(state)) flash.show(jobVerdict(state))
    wasRunning = isRunning(state)
  }
  job.store.subscribe(tell)
  if (!isRunning(job.store.getState())) tell() // a quick one
}
