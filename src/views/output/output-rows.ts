import {printableLines} from '../../terminal/printable.ts'
import {wrapSpans} from '../diff/wrap-spans.ts'
import type {DocumentLine} from '../document/document.ts'

/** The output of a host as rows of the screen. What was laid out before is not laid out again: output only grows. */
export type OutputRows = (text: string, width: number) => readonly DocumentLine[]

export const createOutputRows = (): OutputRows => {
  let shown = {text: '', width: 0}
  let whole: readonly DocumentLine[] = []
  /** Up to where whole lines are laid out, and how many these were. */
  let done = {length: 0, lines: 0}
  let rows: readonly DocumentLine[] = []
  return (text, width) => {
    if (text === shown.text && width === shown.width) return rows
    if (width !== shown.width || !text.startsWith(shown.text)) {
      whole = []
      done = {length: 0, lines: 0}
    }
    const end = text.lastIndexOf('\n') + 1
    if (end > done.length) {
      const lines = text
        .slice(done.length, end - 1)
        .split('\n')
        .flatMap(printableOf)
      whole = [...whole, ...lines.flatMap((line, place) => rowsOf(line, done.lines + place, width))]
      done = {length: end, lines: done.lines + lines.length}
    }
    const rest = text.slice(done.length)
    const open = rest === '' ? [] : printableOf(rest)
    rows = [...whole, ...open.flatMap((line, place) => rowsOf(line, done.lines + place, width))]
    shown = {text, width}
    return rows
  }
}

/** One by one, so that an escape sequence without an end takes no further line along. */
const printableOf = (line: string): readonly string[] => printableLines(line.replace(/\r$/, ''))

const rowsOf = (line: string, number: number, width: number): readonly DocumentLine[] =>
  wrapSpans([{text: line}], Math.max(10, width)).map((spans, row) => ({
    id: `${number}.${row}`,
    spans,
    copy: line,
  }))
