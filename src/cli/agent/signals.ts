import type {AgentSignals} from '../../agent/signals.ts'

export type StopOptions = {
  readonly log: (line: string) => void
  /** How long what runs may take to end by itself. */
  readonly stopAfterMs: number
}

export type StopSignals = AgentSignals & {readonly close: () => void}

/**
 * The first SIGTERM or Ctrl-C lets the running event end, since a deploy may well restart its own agent; the second, or
 * a long wait, ends it half-way. A lost terminal and a reload change nothing.
 */
export const listenForSignals = (process: NodeJS.Process, {log, stopAfterMs}: StopOptions): StopSignals => {
  const drain = new AbortController()
  const stop = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const onStop = (signal: NodeJS.Signals): void => {
    if (drain.signal.aborted) {
      log(`${signal}: ends what runs`)
      stop.abort()
      return
    }
    log(
      `${signal}: begins nothing more; what runs has ${stopAfterMs / 1_000} s to end, or until the next signal`,
    )
    timer = setTimeout(() => stop.abort(), stopAfterMs)
    drain.abort()
  }
  const onHangUp = (): void => log('SIGHUP: goes on as before; restart it to read its token and flags again')
  process.on('SIGTERM', onStop)
  process.on('SIGINT', onStop)
  process.on('SIGHUP', onHangUp)
  return {
    drain: drain.signal,
    stop: stop.signal,
    close: () => {
      clearTimeout(timer)
      process.removeListener('SIGTERM', onStop)
      process.removeListener('SIGINT', onStop)
      process.removeListener('SIGHUP', onHangUp)
    },
  }
}
