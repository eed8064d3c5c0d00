import type {ReactNode} from 'react'
import type {Prompt} from '../../state/prompt.ts'
import {Line} from '../line.tsx'
import {cutSpans, type Span, span, spread, widthOf} from '../span.ts'
import {inputSpans} from './input-spans.ts'

/** The line being typed, and what Tab would do where there is room for that. */
export const PromptLine = ({prompt, width}: {readonly prompt: Prompt; readonly width: number}): ReactNode => {
  const label = span(prompt.label, 'accent', true)
  const hint: readonly Span[] = prompt.line.text === '' && prompt.hint ? [span(` ${prompt.hint}`, 'dim')] : []
  const line = [...inputSpans(label, prompt.line, width), ...hint]
  const aside: readonly Span[] = prompt.aside ? [span(prompt.aside, 'dim')] : []
  const fits = widthOf(line) + widthOf(aside) + 2 <= width
  return <Line spans={aside.length > 0 && fits ? spread(line, aside, width) : cutSpans(line, width)} />
}
