import {parentFolder} from '../../state/kv/key-names.ts'
import {rowId} from '../../state/kv/tree-row.ts'
import {type TreeTable, treeTableOf} from '../../state/kv/tree-table.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {CHANGE_ACTIONS} from './change-actions.ts'
import {COPY_ACTIONS} from './copy-actions.ts'
import {DIFF_ACTIONS} from './diff-actions.ts'
import {EDIT_ACTIONS} from './edit-actions.ts'
import {FIND_ACTIONS} from './find-actions.ts'
import {revealKey} from './reveal.ts'
import {kvTarget} from './target.ts'

/** Runs on the tree and the row under the cursor, where there is one. */
const onRow =
  (run: (table: TreeTable, context: ActionContext) => void) =>
  (context: ActionContext): void => {
    const table = treeTableOf(context.entry)
    if (table?.current()) run(table, context)
  }

const nothing = ({entry}: ActionContext): string | undefined =>
  entry.table.current() === undefined ? 'nothing is under the cursor' : undefined

const toggle = onRow((table, context) => {
  const row = table.current()
  if (row?.kind === 'key') context.app.navigation.open({name: 'key', path: row.key})
  else if (row && table.tree.store.getState().open.has(row.key)) table.tree.close(row.key)
  else if (row) table.tree.open(row.key)
})

/** Opens the folder, and goes into one that is open. */
const expand = onRow((table, context) => {
  const row = table.current()
  if (row?.kind === 'folder' && table.tree.store.getState().open.has(row.key)) table.moveBy(1)
  else toggle(context)
})

/** Closes the folder, and goes up from what is closed. */
const collapse = onRow(table => {
  const row = table.current()
  if (row === undefined) return
  const {tree} = table
  if (row.kind === 'folder' && tree.store.getState().open.has(row.key)) tree.close(row.key)
  else if (row.folder !== tree.root) table.select(rowId({kind: 'folder', key: row.folder}))
})

/** The folder under the cursor, or the one that the key is in. */
const folderAt = (context: ActionContext): string | undefined => {
  const target = kvTarget(context)
  return target?.kind === 'key' ? parentFolder(target.key) : target?.key
}

const zoom = ({app, ...context}: ActionContext): void => {
  const folder = folderAt({app, ...context})
  if (folder !== undefined) app.navigation.open({name: 'kv', folder})
}

const refuseZoom = (context: ActionContext): string | undefined =>
  nothing(context) ??
  (folderAt(context) === treeTableOf(context.entry)?.tree.root
    ? 'this folder is all there is to see'
    : undefined)

const goTo = ({app}: ActionContext): void =>
  app.prompt.open({
    kind: 'text',
    label: 'Key: ',
    hint: 'the whole key, or a folder with a slash at its end',
    onSubmit: key => {
      if (key !== '') revealKey(app, key)
    },
  })

export const KV_ACTIONS: readonly Action[] = [
  {
    id: 'kv.open',
    keys: ['enter'],
    title: 'Open or close the folder; open the key',
    hint: 'open',
    disabled: nothing,
    run: toggle,
  },
  {
    id: 'kv.expand',
    keys: ['right', 'l'],
    title: 'Open the folder, and go into it',
    disabled: nothing,
    run: expand,
  },
  {
    id: 'kv.collapse',
    keys: ['left', 'h'],
    title: 'Close the folder, or go to the one around it',
    disabled: nothing,
    run: collapse,
  },
  {
    id: 'kv.zoom',
    keys: ['o'],
    title: 'Look at this folder alone; Esc goes back',
    disabled: refuseZoom,
    run: zoom,
  },
  {id: 'kv.goTo', keys: ['p'], title: 'Go to a key by its path', run: goTo},
  ...EDIT_ACTIONS,
  ...CHANGE_ACTIONS,
  ...FIND_ACTIONS,
  ...DIFF_ACTIONS,
  ...COPY_ACTIONS,
]
