import {Box} from 'ink'
import type {ReactNode} from 'react'
import type {AimState} from '../../state/deploy/aim.ts'
import {Line, LineList} from '../line.tsx'
import {type Span, span} from '../span.ts'
import {wrapText} from '../wrap-text.ts'
import {targetNotes} from './target-notes.ts'

type Props = {readonly aim: AimState; readonly width: number; readonly height: number}

/** How many lines it wants: it stays as high as it is, so that nothing jumps while one types. */
export const aimHeight = (aim: AimState | undefined, height: number): number =>
  aim === undefined ? 0 : Math.min(7, Math.floor(height / 2))

/** Above the prompt: whom the filters being typed name, and what Tab would make of them. */
export const AimPanel = ({aim, width, height}: Props): ReactNode => {
  const lines = [...aimLines(aim, width), completionSpans(aim)].slice(0, height - 1)
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Line spans={[span('─'.repeat(width), 'dim')]} />
      <LineList lines={lines} width={width} />
    </Box>
  )
}

const aimLines = ({problem, targets, isLooking}: AimState, width: number): readonly (readonly Span[])[] => {
  if (problem !== undefined) return wrapText(span(problem).text, width).map(text => [span(text, 'bad')])
  if (targets === undefined) return [[span('looking for the nodes…', 'dim')]]
  const notes = targetNotes(targets).map(({text, tone}): readonly Span[] => [span(text, tone)])
  return isLooking ? notes.map(spans => spans.map(({text}) => span(text, 'dim'))) : notes
}

/** The names alone: all of them begin with the same text. */
const completionSpans = ({found}: AimState): readonly Span[] => {
  const words = found.map(text => /\S*$/.exec(text)?.[0] ?? text)
  return words.length === 0 ? [] : [span('Tab: ', 'dim'), span(words.join('  '), 'dim')]
}
