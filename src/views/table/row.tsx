import {memo, type ReactNode} from 'react'
import {displayWidth} from '../../terminal/width.ts'
import {Line} from '../line.tsx'
import {cutSpans, type Span, widthOf} from '../span.ts'
import {rowSpans} from './cells.ts'
import type {Placed} from './layout-columns.ts'

type Props = {
  // biome-ignore lint/suspicious/noExplicitAny: the layout fixes the kind of row.
  readonly row: any
  // biome-ignore lint/suspicious/noExplicitAny: see above.
  readonly layout: readonly Placed<any>[]
  readonly width: number
  readonly selected: boolean
}

/** One row; drawn again only when it, the layout or its selection changes. */
export const Row = memo(({row, layout, width, selected}: Props): ReactNode => {
  const spans = cutSpans(rowSpans(row, layout), width)
  return <Line spans={selected ? highlight(spans, width) : spans} />
})

/** The cursor is a bar over the whole width, of one look: tones would tear holes into it. */
const highlight = (spans: readonly Span[], width: number): readonly Span[] => {
  const text = spans.map(({text}) => text).join('')
  return [
    {
      text: text + ' '.repeat(Math.max(0, width - Math.max(widthOf(spans), displayWidth(text)))),
      inverse: true,
    },
  ]
}
