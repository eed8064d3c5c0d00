import {openTtyOutput} from '../../terminal/tty-output.ts'
import type {Program} from '../program.ts'

/** One of the two outputs of a command. */
export type Sink = {
  /** False while it takes nothing; what is written then waits. */
  readonly write: (text: string) => boolean
  readonly isTerminal: boolean
  readonly columns: () => number
  /** Aborted when nobody is behind it any more. */
  readonly lost: AbortSignal
  /** Resolves when all is written, or lost. */
  readonly written: () => Promise<void>
}

/** A terminal or pager that takes nothing holds up no request and no signal. */
export const openSink = (stream: Program['stdout']): Sink => {
  const output = openTtyOutput(stream)
  const losing = new AbortController()
  const lost = losing.signal
  output.on('error', () => losing.abort())
  const write = (text: string): boolean => lost.aborted || output.write(text)
  const settled = (): Promise<void> =>
    new Promise(resolve => {
      lost.addEventListener('abort', () => resolve())
      if (output === stream) stream.write('', () => resolve())
      else if (output.write('')) resolve()
      else output.on('drain', () => resolve())
    })
  return {
    write,
    isTerminal: output.isTTY === true,
    columns: () => output.columns || 80,
    lost,
    // What is on its way would be lost with the process.
    written: async () => {
      if (!lost.aborted) await settled()
    },
  }
}
