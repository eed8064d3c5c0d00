import {createStore, type StoreApi} from 'zustand/vanilla'
import type {Query} from '../live.ts'
import type {LiveQueries} from '../live-queries.ts'
import {datacentersQuery} from '../queries/datacenters.ts'
import type {QueryContext} from '../queries/define.ts'
import {identityQuery} from '../queries/identity.ts'
import {lanMembersQuery} from '../queries/members.ts'
import {preparedQueriesQuery} from '../queries/prepared-queries.ts'
import {serviceNamesQuery} from '../queries/services.ts'
import {createRecall} from '../recall.ts'
import {type Completion, completeName, type NameCatalog} from './completion.ts'
import type {DnsHistory} from './history.ts'
import {formatQuestion} from './question-text.ts'
import {TYPE_NAMES} from './question-type.ts'

/** What the text may become, while it is being typed. */
export type Candidates = {
  readonly found: readonly Completion[]
  /** There are more than these. */
  readonly isCut: boolean
  /** Why what was typed cannot be asked. */
  readonly problem?: string
}

/** Help with a question that is being typed: the names that there are, and those that were asked before. */
export type Naming = {
  /** Undefined while nothing is typed. */
  readonly store: StoreApi<{readonly candidates: Candidates | undefined}>
  /** The catalog is read from here on to `end`. */
  readonly begin: (text: string, problem?: string) => void
  readonly type: (text: string) => void
  readonly complete: (text: string) => string
  /** The question before (-1) or after (1) the one that was fetched last; undefined where there is none. */
  readonly step: (rows: number, text: string) => string | undefined
  readonly end: () => void
}

export type NamingParts = {
  readonly queries: {readonly live: LiveQueries; readonly queryContext: () => QueryContext}
  readonly history: DnsHistory
  /** Instead of the agent's own. */
  readonly domain: string | undefined
}

const MOST = 500

export const createNaming = ({queries, history, domain}: NamingParts): Naming => {
  const store = createStore<{readonly candidates: Candidates | undefined}>(() => ({candidates: undefined}))
  const recall = createRecall(() => history.store.getState().entries.map(formatQuestion))
  let typed = ''
  let problem: string | undefined
  let leave = (): void => undefined
  const suggest = (): void => {
    const found = candidatesFor(typed, readCatalog(queries, domain))
    store.setState({candidates: {found, isCut: found.length >= MOST, ...(problem && {problem})}})
  }
  const end = (): void => {
    leave()
    leave = () => undefined
    store.setState({candidates: undefined})
  }
  return {
    store,
    begin: (text, trouble) => {
      end()
      typed = text
      problem = trouble
      recall.reset()
      leave = readAlong(queries, suggest)
      suggest()
    },
    type: text => {
      typed = text
      problem = undefined
      recall.typed(text)
      suggest()
    },
    complete: text => {
      const found = candidatesFor(text, readCatalog(queries, domain))
      const names = found.map(({name}) => name)
      const common = found.length >= MOST ? '' : commonStart(names)
      return common.length > text.trimStart().length ? common : (names[0] ?? text)
    },
    step: recall.step,
    end,
  }
}

/** After a name with a blank the types, with the name before them, so that each is the whole text. */
const candidatesFor = (text: string, catalog: NameCatalog): readonly Completion[] => {
  const [, name, type] = /^\s*(\S+)\s+(\S*)$/.exec(text) ?? []
  if (name === undefined || type === undefined) return completeName(text, catalog, MOST)
  const types = TYPE_NAMES.filter(known => known.startsWith(type.toUpperCase()) && known !== type)
  return types.map(known => ({name: `${name} ${known}`, what: 'type'}))
}

const sourcesOf = ({live, queryContext}: NamingParts['queries']) => {
  const context = queryContext()
  return {
    all: [
      serviceNamesQuery(context),
      lanMembersQuery(context),
      preparedQueriesQuery(context),
      datacentersQuery(context),
      identityQuery(context),
    ] as readonly Query<unknown>[],
    services: live.storeOf(serviceNamesQuery(context)),
    members: live.storeOf(lanMembersQuery(context)),
    prepared: live.storeOf(preparedQueriesQuery(context)),
    datacenters: live.storeOf(datacentersQuery(context)),
    identity: live.storeOf(identityQuery(context)),
  }
}

const readAlong = (queries: NamingParts['queries'], onNews: () => void): (() => void) => {
  const {all, ...stores} = sourcesOf(queries)
  const endings = [
    ...all.map(query => queries.live.subscribe(query)),
    ...Object.values(stores).map(store => store.subscribe(onNews)),
  ]
  return () => {
    for (const end of endings) end()
  }
}

/** What may not be read is not offered. */
const readCatalog = (queries: NamingParts['queries'], domain: string | undefined): NameCatalog => {
  const {services, members, prepared, datacenters, identity} = sourcesOf(queries)
  const suffix = domain ?? identity.getState().data?.agent?.dns.domain ?? 'consul'
  return {
    services: services.getState().data ?? [],
    nodes: members.getState().data?.nodes ?? [],
    queries: (prepared.getState().data ?? []).map(({name}) => name).filter(name => name !== ''),
    datacenters: datacenters.getState().data ?? [],
    domain: suffix.endsWith('.') ? suffix : `${suffix}.`,
  }
}

/** Case is the catalog's: DNS does not look at it. */
const commonStart = ([first = '', ...others]: readonly string[]): string => {
  let length = first.length
  for (const other of others) {
    let same = 0
    while (same < length && other[same]?.toLowerCase() === first[same]?.toLowerCase()) same += 1
    length = same
  }
  return first.slice(0, length)
}
