import type {ReactNode} from 'react'
import {splitAtCursor} from '../../state/edit-line.ts'
import type {Prompt} from '../../state/prompt.ts'
import {splitGraphemes} from '../../terminal/graphemes.ts'
import {printableLine} from '../../terminal/printable.ts'
import {displayWidth} from '../../terminal/width.ts'
import {Line} from '../line.tsx'
import {cutSpans, type Span, span} from '../span.ts'

/** The line being typed, with the cursor as an inverse cell: the frame writer keeps the terminal's own hidden. */
export const PromptLine = ({prompt, width}: {readonly prompt: Prompt; readonly width: number}): ReactNode => {
  const [before, under, after] = splitAtCursor(prompt.line)
  const label = span(prompt.label, 'accent', true)
  const room = width - displayWidth(label.text) - 1
  const hint: readonly Span[] = prompt.line.text === '' && prompt.hint ? [span(` ${prompt.hint}`, 'dim')] : []
  const cursor: Span = {...span(under || ' '), inverse: true}
  return (
    <Line
      spans={cutSpans(
        [label, span(keepEnd(printableLine(before), room)), cursor, span(after), ...hint],
        width,
      )}
    />
  )
}

/** The cursor stays in sight: of a long line the end before it is shown. */
const keepEnd = (text: string, width: number): string => {
  const graphemes = splitGraphemes(text)
  let first = graphemes.length
  let left = width
  for (const grapheme of graphemes.toReversed()) {
    if (grapheme.width > left) break
    left -= grapheme.width
    first -= 1
  }
  return graphemes
    .slice(first)
    .map(grapheme => grapheme.text)
    .join('')
}
