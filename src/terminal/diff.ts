import type {Line} from './cells.ts'

/** Columns `start` up to, not including, `end`. */
export type Run = {readonly start: number; readonly end: number}

/** What turns one row into another: cells to write, and where the row ends if blanks follow that are not blank yet. */
export type LineChange = {readonly runs: readonly Run[]; readonly eraseFrom?: number}

// Jumping over unchanged cells costs four bytes or more.
const LONGEST_GAP = 4

/** Plans the least that must be written to turn row `from` into row `to`. */
export function changeLine(from: Line, to: Line): LineChange {
  const runs: Run[] = []
  let column = 0
  while (column < to.texts.length) {
    if (sameCell(from, to, column)) {
      column++
      continue
    }
    const run = changedRun(from, to, column)
    const previous = runs.at(-1)
    if (previous && isCheaperRewritten(to, previous.end, run.start))
      runs[runs.length - 1] = {start: previous.start, end: run.end}
    else runs.push(run)
    column = run.end
  }
  return from.texts.length > to.texts.length ? {runs, eraseFrom: to.texts.length} : {runs}
}

// A wide character that stays has both halves the same, so a run can only begin at a head.
function changedRun(from: Line, to: Line, start: number): Run {
  let end = start + 1
  while (end < to.texts.length && (to.texts[end] === '' || !sameCell(from, to, end))) end++
  return {start, end}
}

function sameCell(from: Line, to: Line, column: number): boolean {
  return (from.texts[column] ?? ' ') === to.texts[column] && (from.styles[column] ?? '') === to.styles[column]
}

function isCheaperRewritten(line: Line, start: number, end: number): boolean {
  if (end - start > LONGEST_GAP) return false
  const style = line.styles[start - 1]
  return line.styles.slice(start, end).every(other => other === style)
}
