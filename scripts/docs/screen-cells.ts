import type {IBufferCell, Terminal} from '@xterm/headless'

/** How a cell looks; colours are entries of the terminal's palette, undefined the default. */
export type Look = {
  readonly foreground: number | undefined
  readonly background: number | undefined
  readonly bold: boolean
  readonly dim: boolean
  readonly inverse: boolean
}

/** Neighbouring cells of one look. `text` holds one character a cell, except that a wide one stands alone. */
export type Run = {
  readonly row: number
  readonly column: number
  readonly columns: number
  readonly text: string
  readonly look: Look
}

/** What the terminal shows, row by row. */
export const runsOf = (terminal: Terminal): readonly Run[] => {
  const buffer = terminal.buffer.active
  return Array.from({length: terminal.rows}, (_, row) => row).flatMap(row => {
    const line = buffer.getLine(buffer.baseY + row)
    const cells = Array.from({length: terminal.cols}, (_, column) => line?.getCell(column))
    return joined(cells.flatMap((cell, column) => (cell ? (runOf(cell, row, column) ?? []) : [])))
  })
}

/** The right half of a wide character is part of its left. */
const runOf = (cell: IBufferCell, row: number, column: number): Run | undefined => {
  const columns = cell.getWidth()
  if (columns === 0) return undefined
  return {row, column, columns, text: cell.getChars() || ' ', look: lookOf(cell)}
}

const lookOf = (cell: IBufferCell): Look => ({
  foreground: cell.isFgDefault() ? undefined : cell.getFgColor(),
  background: cell.isBgDefault() ? undefined : cell.getBgColor(),
  bold: cell.isBold() !== 0,
  dim: cell.isDim() !== 0,
  inverse: cell.isInverse() !== 0,
})

const joined = (cells: readonly Run[]): readonly Run[] => {
  const runs: Run[] = []
  for (const cell of cells) {
    const last = runs.at(-1)
    if (last && belongsTo(last, cell)) {
      runs[runs.length - 1] = {...last, columns: last.columns + 1, text: last.text + cell.text}
    } else runs.push(cell)
  }
  return runs
}

/** Only what every font draws in one cell may share a text: the place of the rest is never left to the font. */
const belongsTo = (run: Run, cell: Run): boolean => {
  const isPlain = /^[\x20-\x7e]+$/.test(run.text) && /^[\x20-\x7e]$/.test(cell.text)
  const isRepeated = cell.columns === 1 && Array.from(run.text).every(character => character === cell.text)
  return (isPlain || isRepeated) && isSameLook(run.look, cell.look)
}

const isSameLook = (one: Look, other: Look): boolean =>
  one.foreground === other.foreground &&
  one.background === other.background &&
  one.bold === other.bold &&
  one.dim === other.dim &&
  one.inverse === other.inverse
