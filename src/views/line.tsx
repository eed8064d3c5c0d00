import {Text} from 'ink'
import {memo, type ReactNode} from 'react'
import {lineText} from './line-text.ts'
import {cutSpans, type Span} from './span.ts'

/**
 * One line of the screen. It is cut before it comes here: Ink would wrap it. And it comes as one text with its colours in it:
 * a component for each span would be most of what React does.
 */
export const Line = ({spans}: {readonly spans: readonly Span[]}): ReactNode => (
  <TextLine text={lineText(spans)} />
)

/** A line of {@link lineText}; drawn again only when it reads or looks otherwise. */
export const TextLine = memo(
  ({text}: {readonly text: string}): ReactNode => <Text wrap="truncate-end">{text}</Text>,
)

/** Lines below each other, each cut to the width; the parent is a column. */
export const LineList = ({
  lines,
  width,
}: {
  readonly lines: readonly (readonly Span[])[]
  readonly width: number
}): readonly ReactNode[] =>
  // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; two may read the same.
  lines.map((spans, index) => <Line key={index} spans={cutSpans(spans, width)} />)
