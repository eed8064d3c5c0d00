import {DeployError, reasonOf} from '../../deploy/errors.ts'
import type {DeployLog} from './deploy-log.ts'
import type {HostEnvironment} from './host-environment.ts'
import {runLeashed} from './leashed-process.ts'

export type CommandContext = {
  readonly env: HostEnvironment
  readonly log: DeployLog
  readonly signal: AbortSignal
}

/** `pre` and `post`: one after another, and the first that fails ends the deploy. @throws DeployError */
export const runCommands = async (lines: readonly string[], context: CommandContext): Promise<void> => {
  const {env, log, signal} = context
  for (const line of lines) {
    log.line(`invoking command: ${line}`)
    await inWords(line, runLeashed(shell(line), {env, signal, onOutput: log.bytes}), signal)
  }
}

/** `success` and `failure` get the log on their input. Their own failure is only told: the deploy is over. */
export const runTellers = async (lines: readonly string[], context: CommandContext): Promise<void> => {
  const {env, log, signal} = context
  if (signal.aborted) return
  try {
    for (const line of lines) {
      log.line(`invoking command: ${line}`)
      const running = runLeashed(shell(line), {env, signal, onOutput: log.aside, input: log.whole()})
      await inWords(line, running, signal)
    }
  } catch (error) {
    log.line(reasonOf(error))
  }
}

const shell = (line: string): readonly [string, ...string[]] => ['sh', '-c', line]

const inWords = async (line: string, running: Promise<void>, signal: AbortSignal): Promise<void> => {
  try {
    await running
  } catch (error) {
    signal.throwIfAborted()
    throw new DeployError(`failed: ${shorten(line)} ${reasonOf(error)}`)
  }
}

/** A command may be a program of many lines; the log has it whole. */
const shorten = (line: string): string => {
  const [first = ''] = line.trim().split('\n')
  return first.length < line.trim().length || first.length > MOST_LETTERS
    ? `${first.slice(0, MOST_LETTERS)}…`
    : first
}

const MOST_LETTERS = 200
