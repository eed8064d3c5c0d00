import type {Span} from './span.ts'
import {type Look, TONES} from './theme.ts'

/** A line of the screen as text with its colours in it; never empty, which would have no height. */
export const lineText = (spans: readonly Span[]): string => spans.map(colored).join('') || ' '

const colored = ({text, tone, bold, inverse}: Span): string => {
  const toned = tone ? withLook(TONES[tone], text) : text
  const weighted = bold ? withLook(BOLD, toned) : toned
  return inverse ? withLook(INVERSE, weighted) : weighted
}

const withLook = ({on, off}: Look, text: string): string =>
  text === '' ? '' : `\x1b[${on}m${text}\x1b[${off}m`

const BOLD: Look = {on: 1, off: 22}
const INVERSE: Look = {on: 7, off: 27}
