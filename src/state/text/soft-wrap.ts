import {createStepper} from './graphemes.ts'

/** How lines are laid out. `widthOf` is asked for the cells of a grapheme that is neither printable ASCII nor a tab. */
export type Wrap = {
  /** Cells of a row; the cursor after a full row takes one more. `Infinity` wraps nothing. */
  readonly width: number
  readonly tabSize: number
  readonly widthOf: (grapheme: string) => number
  /** Good for this width alone. */
  readonly memory?: RowMemory
}

/** What is known of a line's rows: where the first ones begin, and whether these are all. */
export type KnownRows = {readonly starts: number[]; isWhole: boolean}

/** Remembers the rows of long lines for one width, so that a key press lays out no more than what it changes. */
export type RowMemory = {readonly recall: (text: string) => KnownRows | undefined}

/** One character in a row: which, and what cells it takes. */
type Step = {readonly from: number; readonly to: number; readonly cell: number; readonly cells: number}

/** Printable ASCII only, where every unit is a cell. */
export const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)

/** The cell of a column that lies in the row from `start`. */
export const cellOf = (text: string, start: number, column: number, wrap: Wrap): number => {
  if (isPlain(text.slice(start, column))) return Math.max(0, column - start)
  return stepsOf(text, start, column, wrap).reduce((_, {cell, cells}) => cell + cells, 0)
}

/** The column of the character that covers a cell of the row from `start` to `end`, or the row's end. */
export const columnOf = (
  text: string,
  {start, end, cell}: {readonly start: number; readonly end: number; readonly cell: number},
  wrap: Wrap,
): number => {
  if (isPlain(text.slice(start, end))) return Math.min(end, start + cell)
  return stepsOf(text, start, end, wrap).find(step => step.cell + step.cells > cell)?.from ?? end
}

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
export const cellsAt = (text: string, from: number, to: number, cell: number, wrap: Wrap): number => {
  const unit = text.charCodeAt(from)
  if (unit === 9) return Math.max(1, Math.min(wrap.tabSize - (cell % wrap.tabSize), wrap.width - cell))
  return to - from === 1 && unit >= 0x20 && unit < 0x7f ? 1 : wrap.widthOf(text.slice(from, to))
}
