import {Text} from 'ink'
import type {ReactNode} from 'react'
import type {Span} from './span.ts'
import {TONES} from './theme.ts'

/** One line of the screen. It is cut before it comes here: Ink would wrap it. */
export const Line = ({spans}: {readonly spans: readonly Span[]}): ReactNode => (
  <Text wrap="truncate-end">{spans.length === 0 ? ' ' : spans.map(renderSpan)}</Text>
)

const renderSpan = ({text, tone, bold, inverse}: Span, index: number): ReactNode => {
  if (tone === undefined && !bold && !inverse) return text
  const style = tone ? TONES[tone] : {}
  return (
    <Text key={index} {...style} bold={bold === true} inverse={inverse === true}>
      {text}
    </Text>
  )
}
