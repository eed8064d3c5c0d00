import {folderAround} from '../../state/kv/folder-names.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {askPattern} from '../search/ask-pattern.ts'
import {kvTarget} from './target.ts'

/** Here is the folder that one is in: the one that lists what is under the cursor. */
const search = (context: ActionContext): void => {
  const target = kvTarget(context)
  context.app.navigation.open({name: 'search', folder: target === undefined ? '' : folderAround(target)})
  askPattern(context.app)
}

export const FIND_ACTIONS: readonly Action[] = [
  {
    id: 'kv.search',
    keys: ['ctrl+f'],
    title: 'Search keys and values of this folder and all below it',
    hint: 'search',
    run: search,
  },
]
