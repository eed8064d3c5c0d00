import type {Environment} from '../config.ts'

/** The process as the commands see it: only main.tsx knows the real one. */
export type Program = {
  readonly args: readonly string[]
  readonly env: Environment
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream & {readonly fd: number}
  readonly stderr: NodeJS.WriteStream & {readonly fd: number}
  readonly process: NodeJS.Process
  /** How this program can start itself again. */
  readonly self: readonly string[]
}

/** Exit codes, as the manual has them. */
export const EXIT = {fine: 0, error: 1, agentFailed: 2, empty: 2, usage: 64} as const
