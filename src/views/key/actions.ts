import type {Action} from '../keymap/action.ts'
import {CHANGE_ACTIONS} from '../kv/change-actions.ts'
import {COPY_ACTIONS} from '../kv/copy-actions.ts'

export const KEY_ACTIONS: readonly Action[] = [...COPY_ACTIONS, ...CHANGE_ACTIONS]
