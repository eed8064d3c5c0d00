import {createStore, type StoreApi} from 'zustand/vanilla'
import type {Clock} from '../../api/clock.ts'
import {isConsulError} from '../../api/errors.ts'
import type {TargetFilters} from '../../deploy/targets/filters.ts'
import type {Targets} from '../../deploy/targets/find.ts'
import type {LiveQueries} from '../live-queries.ts'
import {createNewest} from '../newest.ts'
import type {QueryContext} from '../queries/define.ts'
import {lanMembersQuery} from '../queries/members.ts'
import {serviceNamesQuery} from '../queries/services.ts'
import {createRecall} from '../recall.ts'
import {completeFilters, type FilterNames} from './complete-filters.ts'
import {parseFilters} from './filter-text.ts'

/** Whom the filters name that are being typed. */
export type AimState = {
  /** Why they cannot be used. */
  readonly problem?: string | undefined
  /** The last that were found; those of the text as it is unless `isLooking`. */
  readonly targets?: Targets | undefined
  readonly isLooking: boolean
  /** What the text may become. */
  readonly found: readonly string[]
}

/** Help with filters while they are typed: whom they name, what there is to complete, what was typed before. */
export type Aim = {
  /** Undefined while nothing is typed. */
  readonly store: StoreApi<{readonly current: AimState | undefined}>
  /** The catalog is read from here on to `end`. */
  readonly begin: (text: string, problem?: string) => void
  readonly type: (text: string) => void
  readonly complete: (text: string) => string
  readonly step: (rows: number, text: string) => string | undefined
  readonly end: () => void
}

type AimParts = {
  readonly queries: {
    readonly clock: Clock
    readonly live: LiveQueries
    readonly queryContext: () => QueryContext
  }
  readonly find: (filters: TargetFilters, signal?: AbortSignal) => Promise<Targets>
  /** The filters that were used in this session, the newest first. */
  readonly used: () => readonly string[]
}

/** A filter by service asks about every node, so not with each letter. */
const PAUSE_MS = 250

export const createAim = ({queries, find, used}: AimParts): Aim => {
  const store = createStore<{readonly current: AimState | undefined}>(() => ({current: undefined}))
  const recall = createRecall(used)
  const looking = createNewest()
  let leave = (): void => undefined
  let typed = ''
  const change = (news: Partial<AimState>): void =>
    store.setState(({current}) => ({current: current && {...current, ...news}}))

  const look = (filters: TargetFilters): Promise<void> =>
    looking.run(async signal => {
      await queries.clock.sleep(PAUSE_MS, signal)
      if (signal.aborted) return
      const found = await whomTheyName(find, filters, signal)
      if (!signal.aborted) change({...found, isLooking: false})
    })
  const show = (text: string, problem?: string): void => {
    typed = text
    const read = parseFilters(text)
    const wrong = 'problem' in read ? read.problem : problem
    change({problem: wrong, isLooking: wrong === undefined, found: completeFilters(text, namesIn(queries))})
    if (wrong === undefined && 'filters' in read) void look(read.filters)
    else looking.stop()
  }
  const end = (): void => {
    leave()
    leave = () => undefined
    looking.stop()
    store.setState({current: undefined})
  }
  return {
    store,
    begin: (text, problem) => {
      end()
      recall.reset()
      store.setState({current: {isLooking: true, found: []}})
      leave = readAlong(queries, () => change({found: completeFilters(typed, namesIn(queries))}))
      show(text, problem)
    },
    type: text => {
      recall.typed(text)
      show(text)
    },
    complete: text => completeFilters(text, namesIn(queries))[0] ?? text,
    step: recall.step,
    end,
  }
}

const whomTheyName = async (
  find: AimParts['find'],
  filters: TargetFilters,
  signal: AbortSignal,
): Promise<Pick<AimState, 'targets' | 'problem'>> => {
  try {
    return {targets: await find(filters, signal), problem: undefined}
  } catch (error) {
    if (signal.aborted) return {}
    if (!isConsulError(error)) throw error
    return {targets: undefined, problem: [error.message, error.nextStep ?? ''].join('. ')}
  }
}

const storesOf = ({live, queryContext}: AimParts['queries']) => {
  const context = queryContext()
  const members = lanMembersQuery(context)
  const services = serviceNamesQuery(context)
  return {all: [members, services], members: live.storeOf(members), services: live.storeOf(services)}
}

const readAlong = (queries: AimParts['queries'], onNews: () => void): (() => void) => {
  const {all, members, services} = storesOf(queries)
  const endings = [
    ...all.map(query => queries.live.subscribe<unknown>(query)),
    members.subscribe(onNews),
    services.subscribe(onNews),
  ]
  return () => {
    for (const end of endings) end()
  }
}

/** What may not be read is not offered. */
const namesIn = (queries: AimParts['queries']): FilterNames => {
  const {members, services} = storesOf(queries)
  const known = services.getState().data ?? []
  return {
    node: (members.getState().data?.nodes ?? []).map(({name}) => name),
    service: known.map(({name}) => name),
    tag: [...new Set(known.flatMap(({tags}) => tags))],
  }
}
