import {createLending} from './lending.ts'
import {stopJob} from './stop-job.ts'
import {createTtyModes, type TtyModesOptions} from './tty-modes.ts'
import {type FatalSignal, watchProcess} from './watch-process.ts'
import {writeNow} from './write-now.ts'

export type ScreenOptions = Omit<TtyModesOptions, 'process'> & {
  readonly process: Pick<NodeJS.Process, 'pid' | 'kill' | 'on' | 'once' | 'off' | 'listeners'>
  /** The program was told to end, or its terminal hung up (`SIGHUP`). The terminal is restored already. */
  readonly onSignal: (name: FatalSignal) => void
  /** Nobody caught this. The terminal is restored already. */
  readonly onCrash: (error: unknown) => void
  /** Someone sent SIGTSTP: do what Ctrl-Z does. Without this the signal has no effect. */
  readonly onStopRequest?: () => void
}

/**
 * The owner of the terminal's modes. Ink owns only the reading of keys, so `suspend` and `stop` are
 * called inside Ink's own `suspendTerminal`.
 */
export type Screen = {
  /** Takes the terminal: raw mode, alternate screen, no autowrap, hidden cursor, bracketed paste. */
  enter(): void
  /** Gives the terminal back for good and then prints `lastWords`. Synchronous; a second time it only prints. */
  leave(lastWords?: string): void
  /** Lends the terminal to `run`, which must be synchronous (`spawnSync`): an asynchronous child loses input. */
  suspend<T>(run: () => T): T
  /** Ctrl-Z: stops the job; resolves when the shell has brought it back and the screen is drawn. */
  stop(): Promise<void>
}

/** Creates the owner; it touches nothing before `enter`. It never ends the process: that is for the callbacks. */
export function createScreen(options: ScreenOptions): Screen {
  const {process, stdin, stdout, onSignal, onCrash, onStopRequest} = options
  const modes = createTtyModes(options)
  let unwatch = () => {}

  const leave = (lastWords?: string) => {
    if (modes.leave()) unwatch()
    if (lastWords) writeNow(stdout.fd, `${lastWords}\n`)
  }
  const lending = createLending(process)
  const end = (signal: FatalSignal) => {
    if (lending.isLent() && (signal === 'SIGINT' || signal === 'SIGQUIT')) return
    if (!modes.leave()) return
    unwatch()
    onSignal(signal)
  }
  const crash = (error: unknown) => {
    leave()
    onCrash(error)
  }
  const enter = () => {
    if (!modes.enter()) return
    const events = {
      onFatal: end,
      onCrash: crash,
      onExit: () => leave(),
      onStop: () => onStopRequest?.(),
      onContinue: modes.restore,
    }
    unwatch = watchProcess(process, events)
    // Never taken off again: a terminal that is gone may say so late.
    stdin.on('error', () => end('SIGHUP'))
    stdin.on('end', () => end('SIGHUP'))
  }
  const suspend = <T>(run: () => T): T => {
    const isOurs = modes.lend()
    try {
      return lending.during(run)
    } finally {
      if (isOurs) modes.reclaim()
    }
  }
  const stop = async () => {
    if (!modes.lend()) return
    await stopJob(process)
    modes.reclaim()
  }
  return {enter, leave, suspend, stop}
}
