import type {Sort} from '../../state/table/sort.ts'
import {printableLine} from '../../terminal/printable.ts'
import {fit} from '../../terminal/width.ts'
import type {Span} from '../span.ts'
import {GAP, type Placed} from './layout-columns.ts'

/** One row of a list as spans, not padded beyond its last cell: padding is bytes on a slow line. */
export const rowSpans = <Row>(row: Row, layout: readonly Placed<Row>[]): readonly Span[] => {
  const spans: Span[] = []
  for (const [index, {column, width}] of layout.entries()) {
    const cell = fit(printableLine(column.value(row)), width, column.align)
    // Blanks show no tone, so the gap goes with the cell before it: every change of look is bytes.
    const text = index === layout.length - 1 ? cell.trimEnd() : cell + GAP_TEXT
    const tone = column.tone?.(row)
    const last = spans.at(-1)
    if (last && last.tone === tone) spans[spans.length - 1] = {...last, text: last.text + text}
    else spans.push({text, ...(tone && {tone})})
  }
  return spans
}

const GAP_TEXT = ' '.repeat(GAP)

/** The titles; the sorted column shows which way. */
export const headingSpans = <Row>(layout: readonly Placed<Row>[], sort: Sort): readonly Span[] =>
  layout.flatMap(({column, width}, index): readonly Span[] => {
    const sorted = column.id === sort.columnId
    const arrow = sorted ? (sort.descending ? '↓' : '↑') : ''
    const title = column.align === 'right' ? arrow + column.title : column.title + arrow
    const text = fit(title, width, column.align)
    return [
      {text, tone: sorted ? 'accent' : 'dim', bold: true},
      ...(index === layout.length - 1 ? [] : [{text: GAP_TEXT}]),
    ]
  })
