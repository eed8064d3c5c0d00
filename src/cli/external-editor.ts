import {type SpawnSyncReturns, spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Environment} from '../config.ts'
import type {FileEdit, Host} from '../state/app.ts'
import {splitCommand} from './split-command.ts'

/** Runs something while the terminal is not ours; it must be synchronous, or keys get lost. */
export type WithTerminal = (use: () => void) => Promise<void>

/** The operator's own editor, for bytes in a private file that is gone afterwards. */
export const editorOf =
  (env: Environment, withTerminal: WithTerminal): Host['editFile'] =>
  async (name, bytes) => {
    const variable = env.VISUAL?.trim() ? 'VISUAL' : 'EDITOR'
    const command = env[variable]?.trim() ?? ''
    if (command === '') return nothing('neither VISUAL nor EDITOR is set: set one, or edit here with e')
    const [program, ...args] = splitCommand(command) ?? []
    if (program === undefined) return nothing(`${variable} has a quote that is never closed: ${command}`)
    const folder = mkdtempSync(join(tmpdir(), 'lictor-'))
    const path = join(folder, fileName(name))
    let outcome: Outcome = {edit: nothing('the editor was not started'), keep: false}
    try {
      writeFileSync(path, bytes, {mode: 0o600, flag: 'wx'})
      await withTerminal(() => {
        const ended = spawnSync(program, [...args, path], {stdio: 'inherit'})
        outcome = outcomeOf(ended, {program, variable, path, bytes})
      })
    } finally {
      if (!outcome.keep) rmSync(folder, {recursive: true, force: true})
    }
    return outcome.edit
  }

/** `keep`: the file holds what nobody else has. */
type Outcome = {readonly edit: FileEdit; readonly keep: boolean}

type Started = {
  readonly program: string
  readonly variable: string
  readonly path: string
  readonly bytes: Uint8Array
}

/** More than any value may have: what is larger was saved by mistake. */
const LARGEST = 8 * 1024 * 1024

const outcomeOf = (
  {error, status, signal}: SpawnSyncReturns<Buffer>,
  {program, variable, path, bytes}: Started,
): Outcome => {
  const unless = (reason: string): Outcome => ({edit: nothing(reason), keep: false})
  if (error) return unless(`${program} did not start (${variable}): ${messageOf(error)}`)
  const size = statSync(path, {throwIfNoEntry: false})?.size
  if (size === undefined) return unless(`${program} has left no file: nothing was changed`)
  const kept = (reason: string): Outcome => ({
    edit: nothing(`${reason}; the file is kept: ${path}`),
    keep: true,
  })
  if (size > LARGEST) return kept(`the file has grown to ${size.toLocaleString('en-US')} bytes`)
  const fresh = new Uint8Array(readFileSync(path))
  const isSame = Buffer.compare(fresh, bytes) === 0
  if (status !== 0) {
    const reason = `${program} ended with ${signal ?? status}: nothing was changed`
    return isSame ? unless(reason) : kept(reason)
  }
  if (isSame) return unless(`${program} has changed nothing${waits(program)}`)
  return {edit: {kind: 'edited', bytes: fresh}, keep: false}
}

/** An editor with a window of its own returns at once unless it is told to wait. */
const waits = (program: string): string =>
  /(?:^|\/)(?:code|codium|subl|atom|gedit|mate|zed)$/.test(program) ? ' (it needs --wait)' : ''

const nothing = (reason: string): FileEdit => ({kind: 'nothing', reason})

const messageOf = (error: Error): string =>
  'code' in error && error.code === 'ENOENT' ? 'there is no such program' : error.message

/** The name of the key in the folder, as far as any file system and any editor takes it. */
const fileName = (name: string): string => name.replaceAll(/[^\w.-]+/g, '_').slice(-64) || 'value'
