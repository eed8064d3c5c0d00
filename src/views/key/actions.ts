import type {Action} from '../keymap/action.ts'

export const KEY_ACTIONS: readonly Action[] = []
