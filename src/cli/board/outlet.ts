import {printableLine} from '../../terminal/printable.ts'
import {fit} from '../../terminal/width.ts'
import type {Program} from '../program.ts'
import {openSink} from './sink.ts'

/** Where a command writes that has much to tell and takes its time. */
export type Outlet = {
  /** On stdout, as it is. */
  readonly print: (lines: readonly string[]) => void
  /** On stderr: what is not part of the result. */
  readonly say: (sentence: string) => void
  /** How far it is: the last line on stderr, drawn anew each time. Nothing where that is no terminal. */
  readonly progress: (line: string) => void
  /** What is asked: the last line instead of the progress, and never cut; empty once it is answered. */
  readonly question: (text: string) => void
  /** Whether a terminal gets what is printed. */
  readonly isTerminal: boolean
  /** Aborted when nobody reads stdout any more. */
  readonly unread: AbortSignal
  /** Takes the progress away; resolves when all is written. */
  readonly end: () => Promise<void>
}

const CLEAR = '\r\x1b[K'

export const openOutlet = ({stdout, stderr}: Pick<Program, 'stdout' | 'stderr'>): Outlet => {
  const [out, err] = [openSink(stdout), openSink(stderr)]
  let line = ''
  let asked = ''
  let isShown = false

  const clear = (): void => {
    if (isShown) err.write(CLEAR)
    isShown = false
  }
  const draw = (): void => {
    const text = asked === '' ? fit(line, Math.max(1, err.columns() - 1)).trimEnd() : `${asked} `
    if (!err.isTerminal || text === '') return
    // A terminal that has not taken what came before needs no older news, but whom it asks has to know.
    if (asked === '' && !err.write('')) return
    err.write(`${CLEAR}${text}`)
    isShown = true
  }
  const above = (write: () => void): void => {
    clear()
    write()
    draw()
  }
  return {
    print: lines => {
      if (lines.length > 0) above(() => out.write(`${lines.join('\n')}\n`))
    },
    say: sentence => above(() => err.write(`lictor: ${printableLine(sentence)}\n`)),
    progress: text => {
      if (text === line) return
      line = text
      if (asked === '') draw()
    },
    question: text => {
      asked = text
      clear()
      draw()
    },
    isTerminal: out.isTerminal,
    unread: out.lost,
    end: async () => {
      clear()
      line = ''
      await Promise.all([out.written(), err.written()])
    },
  }
}
