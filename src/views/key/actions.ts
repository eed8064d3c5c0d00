import type {Action} from '../keymap/action.ts'
import {EDIT_ACTIONS} from '../kv/edit-actions.ts'

export const KEY_ACTIONS: readonly Action[] = [...EDIT_ACTIONS]
