import {displayWidth} from '../../terminal/width.ts'
import type {Column} from './column.ts'

export type Placed<Row> = {readonly column: Column<Row>; readonly width: number}

/** Between two columns. */
export const GAP = 2

/** Measuring every row of a long list at every change would cost more than drawing it. */
const SAMPLE = 400

/**
 * Fits the columns into `width`: each as wide as its content, the droppable ones left out as needed, then the widest
 * shrunk towards its minimum.
 */
export const layoutColumns = <Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
): readonly Placed<Row>[] => {
  const sample = sampleOf(rows)
  const natural = columns.map(column => ({column, width: naturalWidth(column, sample)}))
  return shrink(drop(natural, width), width)
}

const sampleOf = <Row>(rows: readonly Row[]): readonly Row[] => {
  if (rows.length <= SAMPLE) return rows
  const step = rows.length / SAMPLE
  return Array.from({length: SAMPLE}, (_, index) => rows[Math.floor(index * step)]).filter(
    row => row !== undefined,
  )
}

const naturalWidth = <Row>({title, min, max = 60, value}: Column<Row>, rows: readonly Row[]): number => {
  const widest = rows.reduce(
    (widest, row) => Math.max(widest, displayWidth(value(row))),
    displayWidth(title) + 2,
  )
  return Math.max(min, Math.min(max, widest))
}

const total = <Row>(placed: readonly Placed<Row>[]): number =>
  placed.reduce((sum, {width}) => sum + width + GAP, -GAP)

/** A column goes only where even its narrowest form has no room. */
const drop = <Row>(placed: readonly Placed<Row>[], width: number): readonly Placed<Row>[] => {
  const narrowest = placed.map(({column}) => ({column, width: column.min}))
  if (total(narrowest) <= width) return placed
  const droppable = placed.filter(({column}) => column.drop !== undefined)
  const [first] = droppable.toSorted((left, right) => (right.column.drop ?? 0) - (left.column.drop ?? 0))
  return first === undefined
    ? placed
    : drop(
        placed.filter(other => other !== first),
        width,
      )
}

const shrink = <Row>(placed: readonly Placed<Row>[], width: number): readonly Placed<Row>[] => {
  let over = total(placed) - width
  const widths = placed.map(({width}) => width)
  while (over > 0) {
    const slack = placed.map(({column}, index) => (widths[index] ?? 0) - column.min)
    const most = Math.max(...slack)
    if (most <= 0) break
    const index = slack.indexOf(most)
    widths[index] = (widths[index] ?? 0) - 1
    over -= 1
  }
  return placed.map(({column}, index) => ({column, width: widths[index] ?? column.min}))
}
