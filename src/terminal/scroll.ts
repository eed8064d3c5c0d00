import {BLANK_LINE, type Line} from './cells.ts'

/** Rows `top` to `bottom` (both included) move up by `shift` rows; down where it is negative. */
export type Scroll = {readonly top: number; readonly bottom: number; readonly shift: number}

// A scroll costs about this many bytes, so it must save more cells.
const SCROLL_COST = 30

/** Finds the one vertical move after which the least is left to write, if any pays. */
export function findScroll(from: readonly Line[], to: readonly Line[]): Scroll | undefined {
  const shift = likeliestShift(from, to)
  return shift === undefined ? undefined : bestRegion(from, to, shift)
}

/** The rows as they stand after the terminal has moved them. */
export function applyScroll(lines: readonly Line[], {top, bottom, shift}: Scroll): Line[] {
  return lines.map((line, row) => {
    if (row < top || row > bottom) return line
    const source = row + shift
    return source < top || source > bottom ? BLANK_LINE : (lines[source] ?? BLANK_LINE)
  })
}

function likeliestShift(from: readonly Line[], to: readonly Line[]): number | undefined {
  const votes = new Map<number, number>()
  const rowOf = new Map(from.map((line, row) => [line.source, row]))
  for (const [row, line] of to.entries()) {
    if (line.texts.length === 0 || line.source === from[row]?.source) continue
    const source = rowOf.get(line.source)
    if (source !== undefined) votes.set(source - row, (votes.get(source - row) ?? 0) + line.texts.length)
  }
  const [best] = [...votes].sort(([, a], [, b]) => b - a)
  return best && best[1] > SCROLL_COST ? best[0] : undefined
}

function bestRegion(from: readonly Line[], to: readonly Line[], shift: number): Scroll | undefined {
  const size = Math.abs(shift)
  let best: {saved: number; scroll: Scroll} | undefined
  let saved = 0
  let first = 0
  // Maximal run of rows that gain by coming from `shift` rows further (Kadane).
  for (let row = Math.max(0, -shift); row < to.length - Math.max(0, shift); row++) {
    if (saved <= 0) {
      saved = 0
      first = row
    }
    saved += cost(from[row], to[row]) - cost(from[row + shift], to[row])
    const scroll =
      shift > 0 ? {top: first, bottom: row + size, shift} : {top: first - size, bottom: row, shift}
    const total = saved - exposureCost(from, to, scroll)
    if (total > SCROLL_COST && (!best || total > best.saved)) best = {saved: total, scroll}
  }
  return best?.scroll
}

function exposureCost(from: readonly Line[], to: readonly Line[], {top, bottom, shift}: Scroll): number {
  const start = shift > 0 ? bottom - shift + 1 : top
  let extra = 0
  for (let row = start; row < start + Math.abs(shift); row++) {
    extra += cost(BLANK_LINE, to[row]) - cost(from[row], to[row])
  }
  return extra
}

/** Cells to write, roughly: a row that differs at all is taken to differ everywhere. */
function cost(from: Line | undefined, to: Line | undefined): number {
  return from?.source === to?.source ? 0 : Math.max(from?.texts.length ?? 0, to?.texts.length ?? 0)
}
