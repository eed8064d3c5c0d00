import type {App} from '../../state/app.ts'
import {treeTableOf} from '../../state/kv/tree-table.ts'

/**
 * Goes to a key, or to a folder, whose name ends in a slash: the folders above it open, and the cursor is put on it. In the
 * tree that is on the screen if it holds the key, else in one of its own, from which Esc goes back to where one was.
 */
export const revealKey = (app: App, key: string): void => {
  const {navigation} = app
  navigation.showTab('kv')
  const shown = treeTableOf(navigation.current())
  if (shown === undefined || !key.startsWith(shown.tree.root)) navigation.open({name: 'kv'})
  treeTableOf(navigation.current())?.tree.reveal(key)
}
