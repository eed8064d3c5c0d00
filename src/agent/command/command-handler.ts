import {CODE} from '../codes.ts'
import type {Handler} from '../handler.ts'
import {type Ending, runOnLeash} from '../process/leash.ts'
import type {HostEnvironment} from '../run-manifest/host-environment.ts'
import {type StdinForm, tell} from './standard-input.ts'
import {createStretcherLog} from './stretcher-log.ts'

export type CommandOptions = {
  /** The program and its arguments; no shell reads them. */
  readonly command: readonly [string, ...string[]]
  readonly stdin: StdinForm
  /** Clean: see clean-environment.ts. */
  readonly env: HostEnvironment
}

/** Hands each event to a command, merges its outputs and answers with its exit code. */
export const createCommandHandler =
  ({command, stdin, env}: CommandOptions): Handler =>
  async (event, report, signal) => {
    const told = tell(event, stdin)
    const stretcher = createStretcherLog(report.phase)
    const ending = await runOnLeash(command, {
      env: {...env, ...told.env},
      input: told.stdin,
      onOutput: bytes => {
        report.output(bytes)
        stretcher.read(bytes)
      },
      signal,
    })
    const {during = 'received', reason = reasonOf(command[0], ending)} = stretcher.failure() ?? {}
    if (reason !== undefined) report.phase({phase: 'failed', during, reason})
    return codeOf(ending, stretcher.failure() !== undefined)
  }

/** A command that ends with 0 but has said that it failed has failed. */
const codeOf = ({code}: Ending, hasFailed: boolean): number =>
  code === 0 && hasFailed ? CODE.failed : (code ?? CODE.killed)

/** Where there is more to say than its exit code. */
const reasonOf = (program: string, {code, killedBy}: Ending): string | undefined => {
  if (killedBy !== null) return `${program} was ended by ${killedBy}`
  // The shell's own words are in the output.
  return code === 127 ? `${program} is not there, or a program that it needs is not` : undefined
}
