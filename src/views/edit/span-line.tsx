import {memo, type ReactNode} from 'react'
import {Line} from '../line.tsx'
import type {Span} from '../span.ts'

type Props = {readonly spans: readonly Span[]}

/** A line that is drawn again only where it looks different: of a page of text a key press changes one or two. */
export const SpanLine = memo(
  ({spans}: Props): ReactNode => <Line spans={spans} />,
  (before, after) => isSame(before.spans, after.spans),
)

const isSame = (left: readonly Span[], right: readonly Span[]): boolean =>
  left.length === right.length &&
  left.every((span, index) => {
    const other = right[index]
    return (
      other !== undefined &&
      span.text === other.text &&
      span.tone === other.tone &&
      span.bold === other.bold &&
      span.inverse === other.inverse
    )
  })
