import type {Action} from '../keymap/action.ts'
import {FIND_ACTIONS} from '../kv/find-actions.ts'

export const KEY_ACTIONS: readonly Action[] = [...FIND_ACTIONS]
