import {Text} from 'ink'
import type {ReactNode} from 'react'
import type {Span} from './span.ts'
import {type Look, TONES} from './theme.ts'

/**
 * One line of the screen. It is cut before it comes here: Ink would wrap it. And it comes as one text with its colours in it:
 * a component for each span would be most of what React does.
 */
export const Line = ({spans}: {readonly spans: readonly Span[]}): ReactNode => (
  <Text wrap="truncate-end">{spans.map(colored).join('') || ' '}</Text>
)

const colored = ({text, tone, bold, inverse}: Span): string => {
  const toned = tone ? withLook(TONES[tone], text) : text
  const weighted = bold ? withLook(BOLD, toned) : toned
  return inverse ? withLook(INVERSE, weighted) : weighted
}

const withLook = ({on, off}: Look, text: string): string =>
  text === '' ? '' : `\x1b[${on}m${text}\x1b[${off}m`

const BOLD: Look = {on: 1, off: 22}
const INVERSE: Look = {on: 7, off: 27}
