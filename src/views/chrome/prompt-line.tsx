import type {ReactNode} from 'react'
import {splitAtCursor} from '../../state/edit-line.ts'
import type {Prompt} from '../../state/prompt.ts'
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
  return <Line spans={cutSpans([label, span(keepEnd(before, room)), cursor, span(after), ...hint], width)} />
}

/** The cursor stays in sight: of a long line the end before it is shown. */
const keepEnd = (text: string, width: number): string => {
  let kept = text
  while (displayWidth(kept) > width && kept !== '') kept = Array.from(kept).slice(1).join('')
  return kept
}
