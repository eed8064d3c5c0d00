import type {ReactNode} from 'react'
import type {Action} from '../keymap/action.ts'
import {showChord} from '../keymap/chords.ts'
import {Line} from '../line.tsx'
import {cutSpans, type Span, span, widthOf} from '../span.ts'

/** The keys that matter here, as many as fit. */
export const Footer = ({
  actions,
  width,
}: {
  readonly actions: readonly Action[]
  readonly width: number
}): ReactNode => {
  const hints = actions.filter(({hint, keys}) => hint !== undefined && keys.length > 0)
  return <Line spans={fitHints(hints.map(hintSpans), width)} />
}

const hintSpans = ({keys, hint}: Action): readonly Span[] => [
  span(showChord(keys[0] ?? ''), 'accent'),
  span(` ${hint}`, 'dim'),
]

/** Whole hints only, with an ellipsis where some are left out: `?` shows them all. */
const fitHints = (hints: readonly (readonly Span[])[], width: number): readonly Span[] => {
  const line: Span[] = []
  for (const [index, hint] of hints.entries()) {
    const rest = index === hints.length - 1 ? 0 : 2
    if (widthOf(line) + widthOf(hint) + 2 + rest > width) return cutSpans([...line, span('…', 'dim')], width)
    line.push(...hint, {text: '  '})
  }
  return line
}
