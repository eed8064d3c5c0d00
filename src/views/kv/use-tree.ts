import {useEffect, useMemo} from 'react'
import {useStore} from 'zustand'
import {shownIn} from '../../state/kv/shown.ts'
import {createTreeFeed} from '../../state/kv/tree-feed.ts'
import type {TreeTable} from '../../state/kv/tree-table.ts'
import {useApp} from '../app-context.ts'
import {useRows} from '../table/use-rows.ts'
import {useWanted} from './use-wanted.ts'

/** Keeps a tree live where it is looked at, and the cursor on the way to the key that is wanted. */
export const useTree = (table: TreeTable): void => {
  const app = useApp()
  useStore(app.tenancy)
  const context = app.queryContext()
  const {tree} = table
  const {rows, open, wanted} = useStore(tree.store)
  useRows(table, rows)
  useWanted(table)
  const {top, height} = useStore(table.store)
  const visible = table.visible()
  const shown = useMemo(
    () => shownIn(visible.slice(top, top + height), {root: tree.root, open, wanted}),
    [visible, top, height, tree, open, wanted],
  )
  const feed = useMemo(
    () => createTreeFeed({live: app.live, context, tree, seen: app.seenKeys()}),
    [app, context, tree],
  )
  useEffect(() => feed.stop, [feed])
  useEffect(() => feed.show(shown), [feed, shown])
}
