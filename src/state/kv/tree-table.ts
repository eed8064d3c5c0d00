import type {RouteEntry} from '../navigation.ts'
import {createTable, type Table} from '../table/table.ts'
import type {TableKind} from '../table/table-state.ts'
import {createTree, type Tree} from './tree.ts'
import {createTreeFilter} from './tree-filter.ts'
import {nameOf, type TreeRow} from './tree-row.ts'

/** The list of a tree's rows, with the tree itself: both live as long as the route that shows them. */
export type TreeTable = Table<TreeRow> & {readonly tree: Tree}

export const TREE_KIND: TableKind<TreeRow> = {
  idOf: ({id}) => id,
  factsOf: row => ({text: [nameOf(row)]}),
  sorts: {}, // the order is Consul's own
  initialSort: {columnId: '', descending: false},
  margin: 2, // what is opened on the last row shows
  copyText: ({key}) => key,
  filterHint: 'text or /regex/; ! inverts',
}

export const createTreeTable = (root: string): TreeTable => {
  const {narrow, firstHit} = createTreeFilter()
  const table = createTable({...TREE_KIND, narrow})
  return {
    ...table,
    tree: createTree(root),
    // Of what a filter leaves the first row is mostly a folder that only holds what was looked for.
    select: id => {
      const at = table.visible().findIndex(row => row.id === id)
      table.moveTo(at === -1 ? firstHit() : at)
    },
  }
}

/** The tree of a route that shows one. */
export const treeTableOf = ({route, table}: RouteEntry): TreeTable | undefined =>
  // The route line of `kv` makes no other table.
  route.name === 'kv' ? (table as unknown as TreeTable) : undefined
