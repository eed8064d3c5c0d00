import type {Sort} from '../../state/table/sort.ts'
import {printableLine} from '../../terminal/printable.ts'
import {fit} from '../../terminal/width.ts'
import type {Span} from '../span.ts'
import {GAP, type Placed} from './layout-columns.ts'

/** One row of a list as spans, not padded beyond its last cell: padding is bytes on a slow line. */
export const rowSpans = <Row>(row: Row, layout: readonly Placed<Row>[]): readonly Span[] =>
  layout.flatMap(({column, width}, index): readonly Span[] => {
    const last = index === layout.length - 1
    const text = printableLine(column.value(row))
    const tone = column.tone?.(row)
    const cell = fit(text, width, column.align)
    return [{text: last ? cell.trimEnd() : cell, ...(tone && {tone})}, ...(last ? [] : [gap])]
  })

const gap: Span = {text: ' '.repeat(GAP)}

/** The titles; the sorted column shows which way. */
export const headingSpans = <Row>(layout: readonly Placed<Row>[], sort: Sort): readonly Span[] =>
  layout.flatMap(({column, width}, index): readonly Span[] => {
    const sorted = column.id === sort.columnId
    const arrow = sorted ? (sort.descending ? '↓' : '↑') : ''
    const title = column.align === 'right' ? arrow + column.title : column.title + arrow
    const text = fit(title, width, column.align)
    return [
      {text, tone: sorted ? 'accent' : 'dim', bold: true},
      ...(index === layout.length - 1 ? [] : [gap]),
    ]
  })
