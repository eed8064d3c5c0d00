import {printableLine} from '../../terminal/printable.ts'
import {displayWidth} from '../../terminal/width.ts'
import type {Column} from './column.ts'

export type Placed<Row> = {readonly column: Column<Row>; readonly width: number}

/** Between two columns. */
export const GAP = 2

/** Measuring every row of a long list at every change would cost more than drawing it. */
const SAMPLE = 400

/**
 * Fits the columns into `width`: each as wide as its content, empty ones left out. Where that is too much, first what
 * can be cut in comfort is cut, then columns are left out, and only then is everything cut to its least.
 */
export const layoutColumns = <Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
): readonly Placed<Row>[] => {
  const sample = sampleOf(rows)
  const natural = columns
    .filter(
      column =>
        column.drop === undefined || sample.length === 0 || sample.some(row => column.value(row) !== ''),
    )
    .map(column => ({column, width: naturalWidth(column, sample)}))
  const kept = leaveOut(natural, width)
  return cut(cut(kept, width, comfort), width, ({column}) => column.min)
}

const sampleOf = <Row>(rows: readonly Row[]): readonly Row[] => {
  if (rows.length <= SAMPLE) return rows
  const step = rows.length / SAMPLE
  return Array.from({length: SAMPLE}, (_, index) => rows[Math.floor(index * step)]).filter(
    row => row !== undefined,
  )
}

/** With room for the arrow of the sorted column. */
const naturalWidth = <Row>({title, min, max = 60, value}: Column<Row>, rows: readonly Row[]): number => {
  const heading = displayWidth(title) + 1
  // Most columns hold few different texts, and to measure one that is not ASCII is slow.
  const texts = new Set(rows.map(value))
  const widths = texts.values().map(text => displayWidth(printableLine(text)))
  const widest = widths.reduce((widest, width) => Math.max(widest, width), heading)
  return Math.max(min, Math.min(max, widest))
}

const total = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width + GAP, -GAP)

const comfort = <Row>({column, width}: Placed<Row>): number => Math.min(width, column.comfort ?? width)

/** Leaves columns out, the most droppable first, until the rest is comfortable. */
const leaveOut = <Row>(placed: readonly Placed<Row>[], width: number): readonly Placed<Row>[] => {
  if (total(placed.map(comfort)) <= width) return placed
  const [first] = placed
    .filter(({column}) => column.drop !== undefined)
    .toSorted((left, right) => (right.column.drop ?? 0) - (left.column.drop ?? 0))
  return first === undefined
    ? placed
    : leaveOut(
        placed.filter(other => other !== first),
        width,
      )
}

/** Takes columns of the terminal from the widest, none below its floor, until all fit. */
const cut = <Row>(
  placed: readonly Placed<Row>[],
  width: number,
  floorOf: (placed: Placed<Row>) => number,
): readonly Placed<Row>[] => {
  const widths = placed.map(own => own.width)
  for (let over = total(widths) - width; over > 0; over -= 1) {
    const slack = placed.map((own, index) => (widths[index] ?? 0) - floorOf(own))
    const most = Math.max(...slack)
    if (most <= 0) break
    const index = slack.indexOf(most)
    widths[index] = (widths[index] ?? 0) - 1
  }
  return placed.map(({column}, index) => ({column, width: widths[index] ?? column.min}))
}
