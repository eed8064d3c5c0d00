export type FatalSignal = 'SIGTERM' | 'SIGHUP' | 'SIGINT' | 'SIGQUIT'

export type ProcessEvents = {
  readonly onFatal: (signal: FatalSignal) => void
  readonly onCrash: (error: unknown) => void
  readonly onExit: () => void
  readonly onStop: () => void
  readonly onContinue: () => void
}

const FATAL_SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const

/** Listens for what ends the program or has stopped it. Returns what takes the listeners away again. */
export function watchProcess(process: Pick<NodeJS.Process, 'on' | 'off'>, events: ProcessEvents): () => void {
  for (const name of FATAL_SIGNALS) process.on(name, events.onFatal)
  // Node hands unhandled rejections over here too.
  process.on('uncaughtException', events.onCrash)
  process.on('exit', events.onExit)
  process.on('SIGTSTP', events.onStop)
  process.on('SIGCONT', events.onContinue)
  return () => {
    for (const name of FATAL_SIGNALS) process.off(name, events.onFatal)
    process.off('uncaughtException', events.onCrash)
    process.off('exit', events.onExit)
    process.off('SIGTSTP', events.onStop)
    process.off('SIGCONT', events.onContinue)
  }
}
