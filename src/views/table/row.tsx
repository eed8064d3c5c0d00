import {memo, type ReactNode} from 'react'
import {Line} from '../line.tsx'
import {barOf, cutSpans} from '../span.ts'
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
  return <Line spans={selected ? barOf(spans, width) : spans} />
})
