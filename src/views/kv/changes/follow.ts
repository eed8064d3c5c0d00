import type {App} from '../../../state/app.ts'
import type {KvTarget} from '../../../state/kv/tree-row.ts'
import type {RouteEntry} from '../../../state/navigation.ts'

/** How long a row may take to come in. */
const PATIENCE_MS = 5_000

/** Puts the cursor on what has moved, or opens its page where its old page is open. */
export const follow = ({navigation}: App, entry: RouteEntry, {kind, key}: KvTarget): void => {
  if (navigation.current() !== entry) return
  if (entry.route.name === 'key') {
    navigation.back()
    navigation.open({name: 'key', path: key})
    return
  }
  const {table} = entry
  const found = (): KvTarget | undefined =>
    table.visible().find((row: KvTarget) => row.kind === kind && row.key === key)
  const select = (): boolean => {
    const row = found()
    if (row) table.select(table.kind.idOf(row))
    return row !== undefined
  }
  if (select()) return
  const leave = table.store.subscribe(() => {
    if (!found()) return
    leave()
    select()
  })
  setTimeout(leave, PATIENCE_MS).unref()
}
