import type {Writable} from 'node:stream'
import {printableLine} from '../../terminal/printable.ts'

/** Of a line, as it is shown: the rest says nothing more. */
const LONGEST = 2_000

/** A line for each thing that happens, with its time. Whoever listens may go away; the work goes on. */
export const createLog = (stderr: Writable): ((line: string) => void) => {
  stderr.on('error', () => undefined)
  return line => {
    stderr.write(`${new Date().toISOString()} ${printableLine(line).slice(0, LONGEST)}\n`)
  }
}
