import type {KvTarget} from '../../state/kv/tree-row.ts'
import {refuseEditor} from '../edit/edit-outside.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {addKey} from './add-key.ts'
import {editKey} from './edit-key.ts'
import {kvTarget} from './target.ts'

const refuse = (context: ActionContext): string | undefined => {
  const target = kvTarget(context)
  if (target === undefined) return 'nothing is under the cursor'
  return target.kind === 'folder' ? `${target.key} is a folder: open it and choose a key` : undefined
}

const withKey =
  (run: (context: ActionContext, key: string) => unknown) =>
  (context: ActionContext): unknown => {
    const target = kvTarget(context)
    return target?.kind === 'key' ? run(context, target.key) : undefined
  }

/** Where a new key is most likely to be wanted: in the folder under the cursor, or beside the key there. */
const folderOf = (target: KvTarget | undefined): string => {
  if (target === undefined) return ''
  return target.kind === 'folder' ? target.key : target.key.slice(0, target.key.lastIndexOf('/') + 1)
}

/** Making and changing a key: the same in the tree and on the key's own page. */
export const EDIT_ACTIONS: readonly Action[] = [
  {
    id: 'kv.edit',
    keys: ['e'],
    title: 'Edit the value',
    hint: 'edit',
    danger: true,
    disabled: refuse,
    run: withKey((context, key) => editKey(context, key, 'here')),
  },
  {
    id: 'kv.editOutside',
    keys: ['E'],
    title: 'Edit the value in your own editor ($VISUAL, $EDITOR)',
    danger: true,
    disabled: context => refuse(context) ?? refuseEditor(context),
    run: withKey((context, key) => editKey(context, key, 'outside')),
  },
  {
    id: 'kv.add',
    keys: ['a'],
    title: 'Add a key',
    hint: 'add',
    danger: true,
    run: context => addKey(context, folderOf(kvTarget(context))),
  },
]
