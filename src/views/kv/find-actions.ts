import {folderAround} from '../../state/kv/tree-row.ts'
import {identityQuery} from '../../state/queries/identity.ts'
import {askOtherSide} from '../compare/ask-side.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {askPattern} from '../search/ask-pattern.ts'
import {kvTarget} from './target.ts'

/** Here is the folder that one is in: the one that lists what is under the cursor. */
const search = (context: ActionContext): void => {
  const target = kvTarget(context)
  context.app.navigation.open({name: 'search', folder: target === undefined ? '' : folderAround(target)})
  askPattern(context.app)
}

/** A folder under the cursor is meant itself, a key stands for the folder that lists it. */
const compare = (context: ActionContext): void => {
  const target = kvTarget(context)
  const folder = target?.kind === 'folder' ? target.key : target === undefined ? '' : folderAround(target)
  askOtherSide(context, {...hereIn(context), folder})
}

/** The datacenter by its name, once it is known: beside another one, "here" would tell nothing. */
const hereIn = ({app}: ActionContext): {readonly datacenter?: string} => {
  const agent = app.peek(identityQuery)?.agent
  const datacenter = app.tenancy.getState().datacenter ?? agent?.datacenter
  return datacenter === undefined ? {} : {datacenter}
}

export const FIND_ACTIONS: readonly Action[] = [
  {
    id: 'kv.search',
    keys: ['ctrl+f'],
    title: 'Search keys and values of this folder and all below it',
    hint: 'search',
    run: search,
  },
  {
    id: 'kv.compare',
    keys: ['='],
    title: 'Compare this folder with another, or with the same in another datacenter',
    hint: 'compare',
    run: compare,
  },
]
