import type {Action} from '../keymap/action.ts'
import {CHANGE_ACTIONS} from '../kv/change-actions.ts'

export const KEY_ACTIONS: readonly Action[] = [...CHANGE_ACTIONS]
