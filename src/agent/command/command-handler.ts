import {type ChildProcess, spawn} from 'node:child_process'
import {type Clock, systemClock} from '../../api/clock.ts'
import {CODE} from '../codes.ts'
import type {Handler, Report} from '../handler.ts'
import {signalGroup} from './signal-group.ts'
import {type StdinForm, tell} from './standard-input.ts'
import {createStretcherLog} from './stretcher-log.ts'

export type CommandOptions = {
  /** The program and its arguments; no shell reads them. */
  readonly command: readonly string[]
  readonly stdin: StdinForm
  /** Clean: see `cleanEnvironment`. */
  readonly env: Readonly<Record<string, string>>
  readonly clock?: Clock
}

/** Between being asked to end and being ended. */
const GRACE_MS = 10_000
/** For what still comes out of a command that has ended; what it left in the background may hold the pipe for ever. */
const DRAIN_MS = 1_000

/** Hands each event to a command, merges its outputs and answers with its exit code. */
export const createCommandHandler =
  ({command, stdin, env, clock = systemClock}: CommandOptions): Handler =>
  async (event, report, signal) => {
    const [program = '', ...args] = command
    const told = tell(event, stdin)
    // A group of its own, so that what it starts can be ended with it, and no signal of a terminal goes there.
    const child = spawn(program, args, {env: {...env, ...told.env}, stdio: 'pipe', detached: true})
    if (child.pid !== undefined) report.leader?.(child.pid)
    child.stdin.on('error', () => undefined) // it need not read what it is told
    child.stdin.end(told.stdin)
    const stretcher = createStretcherLog(report.phase)
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', report.output)
      stream.on('data', stretcher.read)
    }
    const end = (): void => void endGroup(child, clock)
    signal.addEventListener('abort', end, {once: true})
    if (signal.aborted) end()
    try {
      const code = await ended(child, program, report)
      const failure = stretcher.failure()
      if (failure) report.phase(failure)
      return failure && code === 0 ? CODE.failed : code
    } finally {
      signal.removeEventListener('abort', end)
    }
  }

const ended = (child: ChildProcess, program: string, report: Report): Promise<number> =>
  new Promise(resolve => {
    child.once('error', error => {
      report.phase({
        phase: 'failed',
        during: 'received',
        reason: `${program} cannot be started: ${error.message}`,
      })
      resolve(CODE.notRun)
    })
    child.once('exit', () => {
      const timer = setTimeout(() => {
        child.stdout?.destroy()
        child.stderr?.destroy()
      }, DRAIN_MS)
      child.once('close', () => clearTimeout(timer))
    })
    child.once('close', (code, signal) => {
      if (signal !== null)
        report.phase({phase: 'failed', during: 'received', reason: `${program} was ended by ${signal}`})
      resolve(code ?? CODE.killed)
    })
  })

const endGroup = async (child: ChildProcess, clock: Clock): Promise<void> => {
  const hasEnded = new AbortController()
  child.once('close', () => hasEnded.abort())
  signalGroup(child.pid, 'SIGTERM')
  await clock.sleep(GRACE_MS, hasEnded.signal)
  signalGroup(child.pid, 'SIGKILL')
}
