import {setTimeout as pause} from 'node:timers/promises'
import {spawn} from '@lydell/node-pty'
import {programEnvironment} from './program-environment.ts'
import {createTerminalScreen, type TerminalScreen} from './terminal-screen.ts'

/** A program in a terminal of 120x40. All times are those of `performance.now()`. */
export type PtyProgram = {
  readonly pid: number
  /** When the start of the program was asked for. */
  readonly startedAt: number
  readonly screen: TerminalScreen
  /** Bytes that the program has written so far. */
  readonly bytes: () => number
  /** Types the keys and answers when. */
  readonly press: (keys: string) => number
  /** Waits for a screen, and answers when the bytes came that made it so. Rejects after a minute. */
  readonly until: (isShown: (screen: TerminalScreen) => boolean, what: string) => Promise<number>
  /** Waits until nothing has been written for `quietMs`. */
  readonly untilQuiet: (quietMs: number) => Promise<void>
  readonly close: () => Promise<void>
}

const COLUMNS = 120
const ROWS = 40
const DEADLINE_MS = 60_000

type Waiter = (arrivedAt: number) => void

export const startInPty = (
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): PtyProgram => {
  const screen = createTerminalScreen(COLUMNS, ROWS)
  const waiters = new Set<Waiter>()
  let bytes = 0
  let lastAt = performance.now()
  const startedAt = performance.now()
  const pty = spawn(file, [...args], {
    cols: COLUMNS,
    rows: ROWS,
    env: {...programEnvironment(), ...environment, TERM: 'xterm-256color'},
  })
  pty.onData(async data => {
    const arrivedAt = performance.now()
    lastAt = arrivedAt
    bytes += Buffer.byteLength(data)
    await screen.write(data)
    for (const check of waiters) check(arrivedAt)
  })
  const ended = new Promise<void>(resolve => pty.onExit(() => resolve()))
  return {
    pid: pty.pid,
    startedAt,
    screen,
    bytes: () => bytes,
    press: keys => {
      const at = performance.now()
      pty.write(keys)
      return at
    },
    until: (isShown, what) => waitFor({screen, waiters, isShown, what}),
    untilQuiet: async quietMs => {
      while (performance.now() - lastAt < quietMs) await pause(quietMs / 10)
    },
    close: async () => {
      pty.kill('SIGKILL')
      await ended
    },
  }
}

const waitFor = ({
  screen,
  waiters,
  isShown,
  what,
}: {
  readonly screen: TerminalScreen
  readonly waiters: Set<Waiter>
  readonly isShown: (screen: TerminalScreen) => boolean
  readonly what: string
}): Promise<number> =>
  new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => {
      waiters.delete(check)
      reject(new Error(`Waited in vain for ${what}. The screen shows:\n${screen.lines().join('\n')}`))
    }, DEADLINE_MS)
    const check: Waiter = arrivedAt => {
      if (!isShown(screen)) return
      waiters.delete(check)
      clearTimeout(giveUp)
      resolve(arrivedAt)
    }
    waiters.add(check)
    check(performance.now())
  })
