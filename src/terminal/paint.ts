import {BLANK_LINE, type Line} from './cells.ts'
import {changeLine} from './diff.ts'
import {applyScroll, findScroll, type Scroll} from './scroll.ts'
import {type Style, transition} from './sgr.ts'

/** A row or column that nobody knows, as after a character of uncertain width. */
const UNKNOWN = -1

/** Clears the screen, and heals what another program may have left: margins, looks, autowrap. */
const WIPE = '\x1b[m\x1b[r\x1b[?7l\x1b[H\x1b[J'

/**
 * The bytes that turn a screen showing `from` into one showing `to`; `''` where nothing changed. Expects a plain
 * pen and leaves one; expects nothing of the cursor. Without `from` the screen is wiped first.
 */
export function paintFrame(from: readonly Line[] | undefined, to: readonly Line[], rows: number): string {
  const brush = createBrush(rows)
  const scroll = from && findScroll(from, to)
  if (scroll) brush.scroll(scroll)
  const base = from && scroll ? applyScroll(from, scroll) : (from ?? [])
  for (let row = 0; row < rows; row++) paintRow(brush, row, base[row] ?? BLANK_LINE, to[row] ?? BLANK_LINE)
  return from ? brush.finish() : WIPE + brush.finish()
}

function paintRow(brush: Brush, row: number, from: Line, to: Line): void {
  if (from.source === to.source) return
  const {runs, eraseFrom} = changeLine(from, to)
  if (runs.length === 0 && eraseFrom === undefined) return
  if (from.uncertain.size > 0 || to.uncertain.size > 0) {
    // The terminal may hold such characters in other columns than we think: start from an empty row.
    if (from.texts.length > 0) brush.eraseFrom(row, 0)
    brush.put(row, to, {start: 0, end: to.texts.length})
    return
  }
  for (const run of runs) brush.put(row, to, run)
  if (eraseFrom !== undefined) brush.eraseFrom(row, eraseFrom)
}

type Brush = ReturnType<typeof createBrush>

function createBrush(rows: number) {
  let out = ''
  let style: Style = ''
  let row = UNKNOWN
  let column = UNKNOWN

  const moveTo = (toRow: number, toColumn: number) => {
    if (toRow !== row) out += `\x1b[${address(toRow, toColumn)}H`
    else if (toColumn !== column) out += toColumn === 0 ? '\r' : `\x1b[${toColumn + 1}G`
    row = toRow
    column = toColumn
  }
  const use = (to: Style) => {
    out += transition(style, to)
    style = to
  }
  return {
    put(toRow: number, line: Line, {start, end}: {start: number; end: number}) {
      for (let at = start; at < end; at++) {
        const text = line.texts[at]
        if (!text) continue
        moveTo(toRow, at)
        use(line.styles[at] ?? '')
        out += text
        column = line.uncertain.has(at) ? UNKNOWN : cellEnd(line, at)
      }
    },
    eraseFrom(toRow: number, from: number) {
      moveTo(toRow, from)
      use('')
      out += '\x1b[K'
    },
    scroll({top, bottom, shift}: Scroll) {
      // Deleting and inserting lines works on every terminal; the Linux console has no scroll commands.
      const isWholeTail = bottom === rows - 1
      if (!isWholeTail) out += `\x1b[${top + 1};${bottom + 1}r`
      out += `\x1b[${address(top, 0)}H\x1b[${Math.abs(shift) === 1 ? '' : Math.abs(shift)}${shift > 0 ? 'M' : 'L'}`
      if (!isWholeTail) out += '\x1b[r'
      row = UNKNOWN
    },
    finish() {
      use('')
      return out
    },
  }
}

function cellEnd(line: Line, column: number): number {
  let end = column + 1
  while (line.texts[end] === '') end++
  return end
}

function address(row: number, column: number): string {
  if (column > 0) return `${row + 1};${column + 1}`
  return row > 0 ? String(row + 1) : ''
}
