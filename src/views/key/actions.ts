import type {Action} from '../keymap/action.ts'
import {CHANGE_ACTIONS} from '../kv/change-actions.ts'
import {COPY_ACTIONS} from '../kv/copy-actions.ts'
import {EDIT_ACTIONS} from '../kv/edit-actions.ts'
import {FIND_ACTIONS} from '../kv/find-actions.ts'

export const KEY_ACTIONS: readonly Action[] = [
  ...EDIT_ACTIONS,
  ...CHANGE_ACTIONS,
  ...FIND_ACTIONS,
  ...COPY_ACTIONS,
]
