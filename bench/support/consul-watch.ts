import {spawn} from '@lydell/node-pty'
import {programEnvironment} from './program-environment.ts'

/** A `consul watch` in a terminal of its own, whose handler writes one character to it. */
export type ConsulWatch = {
  readonly pid: number
  /** The next call of the handler from now on: when its character came, in the time of `performance.now()`. */
  readonly called: () => Promise<number>
  readonly close: () => Promise<void>
}

const SIGN = '#'
const DEADLINE_MS = 60_000

/**
 * The handler does the least there is, in the shell that consul starts for it, and what it writes comes the way of a frame of
 * Lictor: through a terminal to this process.
 */
export const startConsulWatch = ({
  consulBin,
  address,
  what,
}: {
  readonly consulBin: string
  readonly address: string
  readonly what: readonly string[]
}): ConsulWatch => {
  const pty = spawn(consulBin, ['watch', '-http-addr', address, ...what, `printf '${SIGN}'`], {
    env: programEnvironment(),
  })
  const waiters = new Set<(arrivedAt: number) => void>()
  pty.onData(data => {
    const arrivedAt = performance.now()
    if (data.includes(SIGN)) for (const tell of waiters) tell(arrivedAt)
  })
  const ended = new Promise<void>(resolve => pty.onExit(() => resolve()))
  const called = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const giveUp = setTimeout(
        () => reject(new Error(`consul watch ${what.join(' ')} has not called`)),
        DEADLINE_MS,
      )
      const tell = (arrivedAt: number): void => {
        clearTimeout(giveUp)
        waiters.delete(tell)
        resolve(arrivedAt)
      }
      waiters.add(tell)
    })
  return {
    pid: pty.pid,
    called,
    close: () => {
      pty.kill('SIGKILL')
      return ended
    },
  }
}
