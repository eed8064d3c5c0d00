import {type Config, ConfigError} from '../../config.ts'
import type {TargetFilters} from '../../deploy/targets/filters.ts'
import {parseDuration} from '../agent/quantities.ts'

/** The flags of `lictor exec`, as commander has them. */
export type ExecFlags = TargetFilters & {
  readonly script?: string
  readonly shell?: boolean
  readonly wait?: string
  readonly json?: boolean
}

/** Where that which is to be run comes from; the file `-` is standard input. */
export type ExecSource =
  | {readonly kind: 'command'; readonly command: string}
  | {readonly kind: 'args'; readonly args: readonly string[]}
  | {readonly kind: 'script'; readonly file: string}

export type ExecCommand = {
  readonly config: Config
  readonly source: ExecSource
  readonly filters: TargetFilters
  readonly waitMs: number
  readonly json: boolean
}

/** @throws ConfigError */
export const readExecCommand = (words: readonly string[], flags: ExecFlags, config: Config): ExecCommand => {
  const {node, service, tag, json = false, wait = '2s'} = flags
  const waitMs = parseDuration('--wait', wait)
  if (waitMs < SHORTEST_MS) throw new ConfigError(`--wait takes ${SHORTEST_MS} ms at the least, not ${wait}`)
  return {config, source: sourceOf(words, flags), filters: {node, service, tag}, waitMs, json}
}

/** Every heartbeat is a write in Consul. */
const SHORTEST_MS = 100

const sourceOf = (words: readonly string[], {script, shell = true}: ExecFlags): ExecSource => {
  const file = words.length === 1 && words[0] === '-' ? '-' : script
  if (script !== undefined && words.length > 0)
    throw new ConfigError(`exec runs either --script or a command, not both: ${words.join(' ')}`)
  if (file !== undefined) {
    if (!shell) throw new ConfigError('--no-shell is for a command: a script says itself what runs it')
    return {kind: 'script', file}
  }
  if (words.join('').trim() === '')
    throw new ConfigError('exec needs a command: lictor exec uptime, lictor exec --script FILE')
  return shell ? {kind: 'command', command: words.join(' ')} : {kind: 'args', args: words}
}

/**
 * All from the first word of the command on, as it was typed: flags behind that word are not ours, and have not grown a
 * second dash. `operands` are those that commander has found at the end of `args`.
 */
export const typedWords = (operands: readonly string[], args: readonly string[]): readonly string[] =>
  operands.length === 0 ? [] : args.slice(-operands.length)

/** Go's spelling of booleans, for `-shell=false` of the consul CLI. @throws ConfigError */
export const parseShell = (text: string): boolean => {
  if (/^(1|t|true)$/i.test(text)) return true
  if (/^(0|f|false)$/i.test(text)) return false
  throw new ConfigError(`--shell is true or false, not ${text}`)
}
