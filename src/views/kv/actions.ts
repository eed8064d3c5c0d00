import type {Action, ActionContext} from '../keymap/action.ts'
import {FIND_ACTIONS} from './find-actions.ts'
import {kvTarget} from './target.ts'

const open = (context: ActionContext): void => {
  const target = kvTarget(context)
  if (target?.kind === 'key') context.app.navigation.open({name: 'key', path: target.key})
}

export const KV_ACTIONS: readonly Action[] = [
  {id: 'kv.open', keys: ['enter'], title: 'Open the folder or the key', hint: 'open', run: open},
  ...FIND_ACTIONS,
]
