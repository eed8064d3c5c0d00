import {createStepper} from './graphemes.ts'

/** How lines are laid out. `widthOf` is asked for the cells of a grapheme that is neither printable ASCII nor a tab. */
export type Wrap = {
  /** Cells of a row; the cursor after a full row takes one more. `Infinity` wraps nothing. */
  readonly width: number
  readonly tabSize: number
  readonly widthOf: (grapheme: string) => number
}

/** One character in a row: which, and what cells it takes. */
type Step = {readonly from: number; readonly to: number; readonly cell: number; readonly cells: number}

const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)

/** The columns at which the rows of a line begin; the first is always 0. */
export const rowStarts = (text: string, wrap: Wrap): readonly number[] => {
  if (wrap.width === Infinity) return [0]
  const width = Math.max(1, wrap.width)
  if (isPlain(text)) {
    return Array.from({length: Math.max(1, Math.ceil(text.length / width))}, (_, row) => row * width)
  }
  const starts = [0]
  const nextBoundary = createStepper(text)
  let cell = 0
  for (let at = 0; at < text.length; ) {
    const to = nextBoundary(at)
    const fits = cell === 0 || cell + cellsAt(text, at, to, cell, wrap) <= width
    if (!fits) starts.push(at)
    const from = fits ? cell : 0
    cell = from + cellsAt(text, at, to, from, wrap)
    at = to
  }
  return starts
}

/** The cell of a column that lies in the row from `start`. */
export const cellOf = (text: string, start: number, column: number, wrap: Wrap): number =>
  stepsOf(text, start, column, wrap).reduce((_, {cell, cells}) => cell + cells, 0)

/** The column of the character that covers a cell of the row from `start` to `end`, or the row's end. */
export const columnOf = (
  text: string,
  {start, end, cell}: {readonly start: number; readonly end: number; readonly cell: number},
  wrap: Wrap,
): number => stepsOf(text, start, end, wrap).find(step => step.cell + step.cells > cell)?.from ?? end

/** A stretch of a row that is drawn as it is, or one tab and the cells that it takes. */
export type RowPiece = Step & {readonly kind: 'text' | 'tab'}

/** A row's pieces, from which a view draws tabs as wide as they are. */
export const rowPieces = (
  text: string,
  {start, end}: {readonly start: number; readonly end: number},
  wrap: Wrap,
): readonly RowPiece[] => {
  const pieces: RowPiece[] = []
  for (const step of stepsOf(text, start, end, wrap)) {
    const last = pieces.at(-1)
    if (text[step.from] === '\t') pieces.push({...step, kind: 'tab'})
    else if (last?.kind === 'text') {
      pieces[pieces.length - 1] = {...last, to: step.to, cells: last.cells + step.cells}
    } else pieces.push({...step, kind: 'text'})
  }
  return pieces
}

const stepsOf = (text: string, start: number, end: number, wrap: Wrap): readonly Step[] => {
  const steps: Step[] = []
  const nextBoundary = createStepper(text)
  let cell = 0
  for (let from = start; from < end; ) {
    const to = Math.min(end, nextBoundary(from))
    const cells = cellsAt(text, from, to, cell, wrap)
    steps.push({from, to, cell, cells})
    cell += cells
    from = to
  }
  return steps
}

/** A tab goes to the next stop of the row, but never over its end. */
const cellsAt = (text: string, from: number, to: number, cell: number, wrap: Wrap): number => {
  const unit = text.charCodeAt(from)
  if (unit === 9) return Math.max(1, Math.min(wrap.tabSize - (cell % wrap.tabSize), wrap.width - cell))
  return to - from === 1 && unit >= 0x20 && unit < 0x7f ? 1 : wrap.widthOf(text.slice(from, to))
}
