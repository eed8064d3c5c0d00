import {DETACH_ACTION} from '../deploy/detach-action.ts'
import {TRANSCRIPT_ACTION} from '../deploy/transcript-action.ts'
import type {Action} from '../keymap/action.ts'

export const GROUPS_ACTIONS: readonly Action[] = [DETACH_ACTION, TRANSCRIPT_ACTION]
