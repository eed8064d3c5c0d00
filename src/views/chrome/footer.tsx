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
  return <Line spans={fitHints(hints, width)} />
}

type Hint = Pick<Action, 'id' | 'keys' | 'hint'>

const GAP: Span = {text: '  '}

const hintSpans = ({keys, hint}: Hint): readonly Span[] => [
  span(showChord(keys[0] ?? ''), 'accent'),
  span(` ${hint}`, 'dim'),
]

/** Whole hints only, with an ellipsis where some are left out, and at the end the one that shows them all. */
const fitHints = (hints: readonly Hint[], width: number): readonly Span[] => {
  const spans = hints.map(hintSpans)
  const all = spans.flatMap((hint, index) => (index === 0 ? hint : [GAP, ...hint]))
  if (widthOf(all) <= width) return all
  const help = spans[hints.findIndex(({id}) => id === 'help')]
  const end: readonly Span[] = help ? [span('… ', 'dim'), ...help] : [span('…', 'dim')]
  const line: Span[] = []
  for (const hint of spans.filter(hint => hint !== help)) {
    if (widthOf(line) + widthOf(hint) + GAP.text.length + widthOf(end) > width) break
    line.push(...hint, GAP)
  }
  return cutSpans([...line, ...end], width)
}
