import type {KvTarget} from '../../state/kv/tree-row.ts'
import type {ActionContext} from '../keymap/action.ts'

/** The key or folder that an action is aimed at, on whichever screen it was asked. */
export const kvTarget = ({entry}: ActionContext): KvTarget | undefined => {
  const {route, table} = entry
  if (route.name === 'key') return {kind: 'key', key: route.path}
  return route.name === 'kv' ? table.current() : undefined
}
