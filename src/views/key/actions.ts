import type {Action, ActionContext} from '../keymap/action.ts'
import {CHANGE_ACTIONS} from '../kv/change-actions.ts'
import {COPY_ACTIONS} from '../kv/copy-actions.ts'
import {DIFF_ACTIONS} from '../kv/diff-actions.ts'
import {EDIT_ACTIONS} from '../kv/edit-actions.ts'
import {FIND_ACTIONS} from '../kv/find-actions.ts'
import {VALUE_MODES} from '../value/value-rows.ts'
import {keyTableOf} from './key-table.ts'

const nextMode = ({entry}: ActionContext): void =>
  keyTableOf(entry)?.mode.setState(({mode}) => {
    const at = mode === 'diff' ? -1 : VALUE_MODES.indexOf(mode)
    return {mode: VALUE_MODES[(at + 1) % VALUE_MODES.length] ?? 'pretty'}
  })

export const KEY_ACTIONS: readonly Action[] = [
  ...EDIT_ACTIONS,
  ...CHANGE_ACTIONS,
  {
    id: 'key.mode',
    keys: ['v'],
    title: 'Show the value laid out, as it is, or byte by byte',
    hint: 'raw/hex',
    run: nextMode,
  },
  ...DIFF_ACTIONS,
  ...FIND_ACTIONS,
  ...COPY_ACTIONS,
]
