import {createStore, type StoreApi} from 'zustand/vanilla'
import type {DnsType} from '../api/dns/dns-type.ts'
import type {DeployRequest} from '../deploy/waves/request.ts'
import type {Side} from './kv/side.ts'
import type {AnyTable} from './table/table.ts'

/** In the order of their keys. */
export const TABS = ['members', 'services', 'kv', 'dns', 'deploy'] as const

export type Tab = (typeof TABS)[number]

/** What a screen shows. The parameters are identities, so that Back finds the same thing again. */
export type Route =
  | {readonly name: 'members'}
  | {readonly name: 'node'; readonly node: string}
  | {readonly name: 'services'}
  | {readonly name: 'service'; readonly service: string}
  | {readonly name: 'instance'; readonly service: string; readonly node: string; readonly id: string}
  /** `folder` is the root of the tree, where that is not all there is; it ends in a slash. */
  | {readonly name: 'kv'; readonly folder?: string}
  | {readonly name: 'key'; readonly path: string}
  | {readonly name: 'edit'; readonly path: string}
  | {readonly name: 'review'; readonly path: string}
  | {readonly name: 'conflict'; readonly path: string}
  /** Of all keys below a folder, which ends in a slash, or is empty for all. */
  | {readonly name: 'search'; readonly folder: string}
  | {readonly name: 'compare'; readonly left: Side; readonly right: Side}
  /** Of one key of such a comparison, by its name below both folders. */
  | {readonly name: 'difference'; readonly left: Side; readonly right: Side; readonly path: string}
  /** `question` is asked when the route is opened: a name as it may be typed; without a type the one that it suggests. */
  | {readonly name: 'dns'; readonly question?: string; readonly type?: DnsType}
  | {readonly name: 'deploy'}
  /** Of one job, by its ID. */
  | {readonly name: 'board'; readonly job: string}
  | {readonly name: 'output'; readonly job: string; readonly node: string}
  /** The hosts of a job by what they wrote. */
  | {readonly name: 'groups'; readonly job: string}
  /** What is found before a deploy is fired. */
  | {readonly name: 'preflight'; readonly request: DeployRequest}
  /** The ends of two jobs against each other. */
  | {readonly name: 'outcomes'; readonly left: string; readonly right: string}

/** A route on the stack with its own list state, so that Back restores cursor, filter and sort. */
export type RouteEntry = {
  readonly key: number
  readonly route: Route
  readonly table: AnyTable
  /** The tab that Back returns to, where the route was opened from another one. */
  readonly from?: Tab
}

export type NavigationState = {
  readonly tab: Tab
  readonly stacks: Readonly<Record<Tab, readonly RouteEntry[]>>
}

export type Navigation = {
  readonly store: StoreApi<NavigationState>
  readonly current: () => RouteEntry
  readonly open: (route: Route) => void
  /** Shows another tab and opens the route there; Back returns to where one was. */
  readonly openIn: (tab: Tab, route: Route) => void
  readonly back: () => void
  readonly showTab: (tab: Tab) => void
  /** Back to the root of every tab: what a change of datacenter asks for. */
  readonly reset: () => void
}

export const createNavigation = ({
  initial,
  tableFor,
}: {
  readonly initial: Tab
  readonly tableFor: (route: Route) => AnyTable
}): Navigation => {
  let keys = 0
  const entryOf = (route: Route, from?: Tab): RouteEntry => {
    keys += 1
    return {key: keys, route, table: tableFor(route), ...(from && {from})}
  }
  const roots = (): NavigationState['stacks'] => ({
    members: [entryOf({name: 'members'})],
    services: [entryOf({name: 'services'})],
    kv: [entryOf({name: 'kv'})],
    dns: [entryOf({name: 'dns'})],
    deploy: [entryOf({name: 'deploy'})],
  })
  const store = createStore<NavigationState>(() => ({tab: initial, stacks: roots()}))
  const setStack = (change: (stack: readonly RouteEntry[]) => readonly RouteEntry[]): void =>
    store.setState(({tab, stacks}) => ({stacks: {...stacks, [tab]: change(stacks[tab])}}))
  return {
    store,
    current: () => topOf(store.getState()),
    open: route => setStack(stack => [...stack, entryOf(route)]),
    openIn: (tab, route) =>
      store.setState(({tab: from, stacks}) => ({
        tab,
        stacks: {...stacks, [tab]: [...stacks[tab], entryOf(route, from === tab ? undefined : from)]},
      })),
    back: () => {
      const {from} = topOf(store.getState())
      setStack(stack => (stack.length > 1 ? stack.slice(0, -1) : stack))
      if (from) store.setState({tab: from})
    },
    showTab: tab => store.setState({tab}),
    reset: () => store.setState({stacks: roots()}),
  }
}

/** Whether a screen has not been left: it may lie below another, or on another tab. */
export const isOnStack = ({store}: Navigation, entry: RouteEntry): boolean =>
  Object.values(store.getState().stacks).some(stack => stack.includes(entry))

/** The entry on the screen. A stack always keeps its root. */
export const topOf = ({tab, stacks}: NavigationState): RouteEntry => {
  const top = stacks[tab].at(-1)
  if (top === undefined) throw new Error(`the stack of ${tab} is empty`)
  return top
}
