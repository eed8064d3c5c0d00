import type {Action} from '../keymap/action.ts'
import {COPY_ACTIONS} from '../kv/copy-actions.ts'

export const KEY_ACTIONS: readonly Action[] = [...COPY_ACTIONS]
