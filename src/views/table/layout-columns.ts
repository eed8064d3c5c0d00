import {printableLine} from '../../terminal/printable.ts'
import {displayWidth} from '../../terminal/width.ts'
import type {Column} from './column.ts'

export type Placed<Row> = {readonly column: Column<Row>; readonly width: number}

/** Between two columns. */
export const GAP = 2

/** Measuring every row of a long list at every change would cost more than drawing it. */
const SAMPLE = 400

/** Fits columns into a width; the same array while that comes out the same, so that no row is drawn again for it. */
export type ColumnLayout<Row> = (rows: readonly Row[], width: number) => readonly Placed<Row>[]

/**
 * Each column as wide as its content, empty ones left out. Where that is too much, first what can be cut in comfort is cut,
 * then columns are left out, and only then is everything cut to its least. A row is measured once.
 */
export const createColumnLayout = <Row extends object>(
  columns: readonly Column<Row>[],
): ColumnLayout<Row> => {
  const measured = new WeakMap<Row, readonly number[]>()
  let last: readonly Placed<Row>[] = []
  const widthsOf = (row: Row, widthIn: (text: string) => number): readonly number[] => {
    const known = measured.get(row)
    if (known) return known
    const widths = columns.map(({value}) => widthIn(value(row)))
    measured.set(row, widths)
    return widths
  }
  return (rows, width) => {
    const widthIn = createWidths()
    const sample = sampleOf(rows)
    const widest = columns.map(() => 0)
    for (const row of sample) {
      const widths = widthsOf(row, widthIn)
      for (let index = 0; index < columns.length; index += 1) {
        widest[index] = Math.max(widest[index] ?? 0, widths[index] ?? 0)
      }
    }
    const natural = columns.flatMap((column, index) => {
      const content = widest[index] ?? 0
      const isEmpty = column.drop !== undefined && sample.length > 0 && content === 0
      return isEmpty ? [] : [{column, width: naturalWidth(column, content)}]
    })
    const placed = cut(cut(leaveOut(natural, width), width, comfort), width, ({column}) => column.min)
    if (!samePlaces(last, placed)) last = placed
    return last
  }
}

/** Most columns hold few different texts, and to measure one that is not ASCII is slow. */
const createWidths = (): ((text: string) => number) => {
  const known = new Map<string, number>()
  return text => {
    const width = known.get(text) ?? displayWidth(printableLine(text))
    known.set(text, width)
    return width
  }
}

const sampleOf = <Row>(rows: readonly Row[]): readonly Row[] => {
  if (rows.length <= SAMPLE) return rows
  const step = rows.length / SAMPLE
  return Array.from({length: SAMPLE}, (_, index) => rows[Math.floor(index * step)]).filter(
    row => row !== undefined,
  )
}

/** With room for the arrow of the sorted column. */
const naturalWidth = <Row>({title, min, max = 60}: Column<Row>, widest: number): number =>
  Math.max(min, Math.min(max, Math.max(widest, displayWidth(title) + 1)))

const samePlaces = <Row>(left: readonly Placed<Row>[], right: readonly Placed<Row>[]): boolean =>
  left.length === right.length &&
  left.every(({column, width}, place) => column === right[place]?.column && width === right[place]?.width)

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
