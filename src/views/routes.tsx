import type {ReactNode} from 'react'
import {createTreeTable, TREE_KIND} from '../state/kv/tree-table.ts'
import type {Route} from '../state/navigation.ts'
import {type AnyTable, createTable} from '../state/table/table.ts'
import type {TableKind} from '../state/table/table-state.ts'
import {BOARD_ACTIONS} from './board/actions.ts'
import {BOARD_KIND} from './board/columns.ts'
import {BoardView} from './board/view.tsx'
import {COMPARE_ACTIONS} from './compare/actions.ts'
import {COMPARE_KIND} from './compare/columns.ts'
import {CompareView} from './compare/view.tsx'
import {CONFLICT_ACTIONS} from './conflict/actions.ts'
import {ConflictView} from './conflict/view.tsx'
import {DEPLOY_ACTIONS} from './deploy/actions.ts'
import {DEPLOY_KIND} from './deploy/columns.ts'
import {DeployView} from './deploy/view.tsx'
import {DifferenceView} from './difference/view.tsx'
import {DNS_ACTIONS} from './dns/actions.ts'
import {DnsView} from './dns/view.tsx'
import {DOCUMENT_KIND} from './document/document.ts'
import {EDITOR_ACTIONS} from './edit/actions.ts'
import {EDITOR_TEXT} from './edit/change-actions.ts'
import {EditView} from './edit/view.tsx'
import {GROUPS_ACTIONS} from './groups/actions.ts'
import {GroupsView} from './groups/view.tsx'
import {INSTANCE_ACTIONS} from './instance/actions.ts'
import {InstanceView} from './instance/view.tsx'
import {KEY_ACTIONS} from './key/actions.ts'
import {createKeyTable, KEY_KIND} from './key/key-table.ts'
import {KeyView} from './key/view.tsx'
import type {Action, RouteKeys, TextInput} from './keymap/action.ts'
import {KV_ACTIONS} from './kv/actions.ts'
import {KvView} from './kv/view.tsx'
import {MEMBERS_ACTIONS} from './members/actions.ts'
import {MEMBER_KIND} from './members/columns.ts'
import {MembersView} from './members/view.tsx'
import {NODE_ACTIONS} from './node/actions.ts'
import {NodeView} from './node/view.tsx'
import {OutcomesView} from './outcomes/view.tsx'
import {OUTPUT_ACTIONS} from './output/actions.ts'
import {createOutputTable} from './output/output-table.ts'
import {OutputView} from './output/view.tsx'
import {PREFLIGHT_ACTIONS} from './preflight/actions.ts'
import {PreflightView} from './preflight/view.tsx'
import {REVIEW_ACTIONS} from './review/actions.ts'
import {ReviewView} from './review/view.tsx'
import type {ViewProps} from './route-view.ts'
import {SEARCH_ACTIONS} from './search/actions.ts'
import {SEARCH_KIND} from './search/columns.ts'
import {SearchView} from './search/view.tsx'
import {SERVICE_ACTIONS} from './service/actions.ts'
import {INSTANCE_KIND} from './service/columns.ts'
import {ServiceView} from './service/view.tsx'
import {SERVICES_ACTIONS} from './services/actions.ts'
import {SERVICE_KIND} from './services/columns.ts'
import {ServicesView} from './services/view.tsx'

/** What a route is made of: one line here for each. */
type RouteLine<R extends Route> = {
  // biome-ignore lint/suspicious/noExplicitAny: the frame does not look into rows.
  readonly kind: TableKind<any>
  /** For a list that is more than a table of its kind. */
  readonly tableOf?: (route: R) => AnyTable
  readonly actions: readonly Action[]
  /** Where typed text goes, on a route that is for typing. */
  readonly text?: TextInput
  readonly view: (props: ViewProps & Omit<R, 'name'>) => ReactNode
}

type Routes = {readonly [Name in Route['name']]: RouteLine<Extract<Route, {name: Name}>>}

export const ROUTES: Routes = {
  members: {kind: MEMBER_KIND, actions: MEMBERS_ACTIONS, view: MembersView},
  node: {kind: DOCUMENT_KIND, actions: NODE_ACTIONS, view: NodeView},
  services: {kind: SERVICE_KIND, actions: SERVICES_ACTIONS, view: ServicesView},
  service: {kind: INSTANCE_KIND, actions: SERVICE_ACTIONS, view: ServiceView},
  instance: {kind: DOCUMENT_KIND, actions: INSTANCE_ACTIONS, view: InstanceView},
  kv: {
    kind: TREE_KIND,
    tableOf: ({folder = ''}) => createTreeTable(folder),
    actions: KV_ACTIONS,
    view: KvView,
  },
  key: {kind: KEY_KIND, tableOf: createKeyTable, actions: KEY_ACTIONS, view: KeyView},
  edit: {kind: DOCUMENT_KIND, actions: EDITOR_ACTIONS, text: EDITOR_TEXT, view: EditView},
  review: {kind: DOCUMENT_KIND, actions: REVIEW_ACTIONS, view: ReviewView},
  conflict: {kind: DOCUMENT_KIND, actions: CONFLICT_ACTIONS, view: ConflictView},
  search: {kind: SEARCH_KIND, actions: SEARCH_ACTIONS, view: SearchView},
  compare: {kind: COMPARE_KIND, actions: COMPARE_ACTIONS, view: CompareView},
  difference: {kind: DOCUMENT_KIND, actions: [], view: DifferenceView},
  dns: {kind: DOCUMENT_KIND, actions: DNS_ACTIONS, view: DnsView},
  deploy: {kind: DEPLOY_KIND, actions: DEPLOY_ACTIONS, view: DeployView},
  preflight: {kind: DOCUMENT_KIND, actions: PREFLIGHT_ACTIONS, view: PreflightView},
  board: {kind: BOARD_KIND, actions: BOARD_ACTIONS, view: BoardView},
  output: {kind: DOCUMENT_KIND, tableOf: createOutputTable, actions: OUTPUT_ACTIONS, view: OutputView},
  groups: {kind: DOCUMENT_KIND, actions: GROUPS_ACTIONS, view: GroupsView},
  outcomes: {kind: DOCUMENT_KIND, actions: [], view: OutcomesView},
}

export const tableFor = (route: Route): AnyTable => {
  // The table above pairs the routes with their lines by name.
  const {kind, tableOf} = ROUTES[route.name] as RouteLine<Route>
  return tableOf?.(route) ?? createTable(kind)
}

export const keysOf = (route: Route): RouteKeys => ROUTES[route.name]

export const RouteView = ({entry, width, height}: ViewProps): ReactNode => {
  const {name, ...parameters} = entry.route
  // A route's parameters are its view's: the table above pairs them by name.
  const View = ROUTES[name].view as (props: ViewProps & typeof parameters) => ReactNode
  return <View {...parameters} entry={entry} width={width} height={height} />
}
