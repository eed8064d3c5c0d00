import type {EventEmitter} from 'node:events'
import {PassThrough, type Writable} from 'node:stream'
import type {Program} from '../../src/cli/program.ts'
import {run} from '../../src/cli/run.ts'

export type Outcome = {readonly code: number; readonly out: string; readonly err: string}

export type Surroundings = {
  readonly env?: Program['env']
  readonly isTTY?: boolean
  /** How the program can start itself again. */
  readonly self?: readonly string[]
  readonly stdin?: string
  /** What signals come from, instead of the process of the test. */
  readonly signals?: EventEmitter
  /** Gets what is written while it is written. */
  readonly live?: {out: string; err: string}
}

/** Runs the program as from a shell, without a terminal unless told otherwise. */
export const lictor = async (
  args: readonly string[],
  {
    env = {},
    isTTY = false,
    self = [],
    stdin,
    signals = process,
    live: texts = {out: '', err: ''},
  }: Surroundings = {},
): Promise<Outcome> => {
  const collect = (name: keyof typeof texts): Writable =>
    new PassThrough().on('data', (chunk: Buffer) => {
      texts[name] += chunk.toString()
    })
  const input = new PassThrough()
  if (stdin !== undefined) input.end(stdin)
  const program = {
    args,
    env: {TERM: 'xterm-256color', ...env},
    stdin: Object.assign(input, {isTTY}),
    // No file can be opened behind them.
    stdout: Object.assign(collect('out'), {isTTY, fd: -1}),
    stderr: Object.assign(collect('err'), {isTTY, fd: -1, columns: 80}),
    process: signals,
    self,
  }
  const code = await run(program as unknown as Program) // the streams have what is used of a terminal here
  return {code, ...texts}
}
