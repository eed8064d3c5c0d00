import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {onTestFinished} from 'vitest'
import {until} from './cluster.ts'

export type LictorAgent = {
  readonly pid: number
  /** What it has written to standard error. */
  readonly log: () => string
  /** Waits for a line of its log. */
  readonly logs: (pattern: RegExp | string) => Promise<void>
  /** Its exit code; null after a signal that it did not survive. */
  readonly ended: Promise<number | null>
  /** Sends a signal and waits for the end. */
  readonly end: (signal?: NodeJS.Signals) => Promise<number | null>
  readonly kill: (signal: NodeJS.Signals) => void
}

export type StartOptions = {
  /** Path of the built program. */
  readonly program: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** `open`: nothing comes, and no end. */
  readonly stdin?: string | {readonly open: true}
}

/** Starts `lictor agent` as a host does, in a process of its own; it is gone when the test ends. */
export const startLictorAgent = ({program, args, env = {}, stdin}: StartOptions): LictorAgent => {
  const child = spawn(process.execPath, [program, 'agent', ...args], {
    env: {PATH: process.env.PATH ?? '', ...env},
    stdio: [stdin === undefined ? 'ignore' : 'pipe', 'inherit', 'pipe'],
  })
  if (typeof stdin === 'string') child.stdin?.end(stdin)
  let text = ''
  child.stderr?.on('data', chunk => {
    text += chunk
  })
  const ended = endOf(child)
  const end = (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    child.kill(signal)
    return ended
  }
  onTestFinished(async () => {
    await end('SIGKILL')
  })
  const log = (): string => text
  return {
    pid: child.pid ?? 0,
    log,
    logs: async pattern => {
      const matches = () => (typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text))
      await until(matches, `${pattern} in the log of lictor agent`).catch((error: unknown) => {
        throw new Error(`The log of lictor agent is:\n${text}`, {cause: error})
      })
    },
    ended,
    end,
    kill: signal => void child.kill(signal),
  }
}

const endOf = async (child: ChildProcess): Promise<number | null> => {
  const [code] = await once(child, 'close')
  return code
}
