import {mkdirSync, writeFileSync} from 'node:fs'
import {homedir, tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Environment} from '../config.ts'
import {isUnsaved} from '../state/kv/draft.ts'
import {bytesOf} from '../state/kv/draft-content.ts'
import type {Drafts} from '../state/kv/drafts.ts'
import {printableLine} from '../terminal/printable.ts'

/** {@link keepDraft}, to be called by whatever may end the program: only the first call does it. */
export const keepingDraft = (drafts: Drafts, env: Environment): (() => string | undefined) => {
  let isDone = false
  return () => {
    if (isDone) return undefined
    isDone = true
    return keepDraft(drafts, env)
  }
}

/**
 * Saves what nobody has saved in a private file, however the program ends; the sentence says where it is. Undefined
 * where there is nothing to lose.
 */
export const keepDraft = (drafts: Drafts, env: Environment): string | undefined => {
  const {current: draft} = drafts.store.getState()
  if (!draft || !isUnsaved(draft)) return undefined
  const key = printableLine(draft.key)
  const name = `draft-${new Date().toISOString().replaceAll(':', '.')}-${fileName(draft.key)}`
  for (const folder of foldersOf(env)) {
    try {
      mkdirSync(folder, {recursive: true, mode: 0o700})
      const path = join(folder, name)
      writeFileSync(path, bytesOf(draft.content), {mode: 0o600, flag: 'wx'})
      return `lictor: the unsaved changes to ${key} are in ${printableLine(path)}`
    } catch {
      // The next folder may take it.
    }
  }
  return `lictor: the unsaved changes to ${key} could not be saved to a file`
}

/** The user's state folder (XDG), or else the folder for temporary files. */
const foldersOf = (env: Environment): readonly string[] => [
  join(env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state'), 'lictor'),
  tmpdir(),
]

const fileName = (key: string): string => key.replaceAll(/[^\w.-]+/g, '_').slice(-80)
