import {keyTableOf} from '../key/key-table.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {kvTarget} from './target.ts'

const refuse = (context: ActionContext): string | undefined => {
  const target = kvTarget(context)
  if (target?.kind !== 'key') return 'no key is under the cursor'
  const seen = context.app.seenKeys().get(target.key)
  return seen?.before === undefined ? 'it has not changed since it was first read' : undefined
}

/** The page of the key with what changed; there, back and forth between that and the value. */
const showDiff = (context: ActionContext): void => {
  const {navigation} = context.app
  const target = kvTarget(context)
  if (target === undefined) return
  const shown = keyTableOf(context.entry)
  if (shown === undefined) navigation.open({name: 'key', path: target.key})
  const table = keyTableOf(navigation.current())
  table?.mode.setState(({mode}) => ({mode: mode === 'diff' ? 'pretty' : 'diff'}))
}

export const DIFF_ACTIONS: readonly Action[] = [
  {
    id: 'kv.diff',
    keys: ['D'],
    title: 'What changed: the last two values seen',
    disabled: refuse,
    run: showDiff,
  },
]
