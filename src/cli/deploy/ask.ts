import {createInterface} from 'node:readline'
import {printableLine} from '../../terminal/printable.ts'
import type {Outlet} from '../board/outlet.ts'
import type {Program} from '../program.ts'

/** Asks whoever sits before the terminal; undefined where there is no answer and will be none. */
export type Ask = (question: string, signal: AbortSignal) => Promise<string | undefined>

/** Undefined where nobody sits there: then there are no questions. */
export const createAsk = (
  {stdin, stderr}: Pick<Program, 'stdin' | 'stderr'>,
  outlet: Pick<Outlet, 'question'>,
): Ask | undefined => {
  if (!stdin.isTTY || !stderr.isTTY) return undefined
  return (question, signal) =>
    new Promise(resolve => {
      // Without a terminal's ways, Ctrl-C is a signal as ever.
      const lines = createInterface({input: stdin, terminal: false})
      const giveUp = (): void => lines.close()
      lines.once('line', line => {
        resolve(line.trim())
        lines.close()
      })
      lines.once('close', () => {
        signal.removeEventListener('abort', giveUp)
        outlet.question('')
        resolve(undefined)
      })
      signal.addEventListener('abort', giveUp, {once: true})
      outlet.question(printableLine(question))
      if (signal.aborted) giveUp()
    })
}
