import {PassThrough, type Writable} from 'node:stream'
import type {Program} from '../../src/cli/program.ts'
import {run} from '../../src/cli/run.ts'

export type Outcome = {readonly code: number; readonly out: string; readonly err: string}

export type Surroundings = {
  readonly env?: Program['env']
  readonly isTTY?: boolean
  /** How the program can start itself again. */
  readonly self?: readonly string[]
}

/** Runs the program as from a shell, without a terminal unless told otherwise. */
export const lictor = async (
  args: readonly string[],
  {env = {}, isTTY = false, self = []}: Surroundings = {},
): Promise<Outcome> => {
  const texts = {out: '', err: ''}
  const collect = (name: keyof typeof texts): Writable =>
    new PassThrough().on('data', (chunk: Buffer) => {
      texts[name] += chunk.toString()
    })
  const program = {
    args,
    env: {TERM: 'xterm-256color', ...env},
    stdin: Object.assign(new PassThrough(), {isTTY}),
    stdout: Object.assign(collect('out'), {isTTY, fd: 1}),
    stderr: collect('err'),
    process,
    self,
  }
  const code = await run(program as unknown as Program) // the streams have what is used of a terminal here
  return {code, ...texts}
}
