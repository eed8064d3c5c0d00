import type {KvTarget} from '../../state/kv/tree-row.ts'
import {treeTableOf} from '../../state/kv/tree-table.ts'
import type {ActionContext} from '../keymap/action.ts'

/** The key or folder that an action is aimed at, on whichever screen it was asked. */
export const kvTarget = ({entry}: ActionContext): KvTarget | undefined => {
  const {route} = entry
  return route.name === 'key' ? {kind: 'key', key: route.path} : treeTableOf(entry)?.current()
}
