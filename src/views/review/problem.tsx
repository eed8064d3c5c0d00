import {Box} from 'ink'
import type {ReactNode} from 'react'
import {type Lines, lineAt} from '../../state/text/lines.ts'
import type {SyntaxCheck} from '../../state/text/syntax-problem.ts'
import {problemText} from '../edit/problem-text.ts'
import {visibleText, visibleWidth} from '../edit/visible.ts'
import {LineList} from '../line.tsx'
import {type Span, span} from '../span.ts'

type Props = {
  readonly problem: Extract<SyntaxCheck, {readonly ok: false}>
  readonly name: string
  readonly lines: Lines
  readonly width: number
  readonly height: number
}

/** What is wrong with the text, where, and what can be done about it. */
export const Problem = ({problem, name, lines, width, height}: Props): ReactNode => {
  const shown: readonly (readonly Span[])[] = [
    [],
    [span(`  This is not ${name}`, 'bad', true)],
    [span(`  ${problemText(problem)}`)],
    [],
    ...placeLines(lines, problem, width),
    [],
    [span('  Esc goes back to the place. Enter saves it all the same, after the diff.', 'warn')],
  ]
  return (
    <Box flexDirection="column" height={height} flexShrink={0} overflow="hidden">
      <LineList lines={shown.slice(0, height)} width={width} />
    </Box>
  )
}

/** The lines around the place, and a caret below it. */
const placeLines = (
  lines: Lines,
  {line, column = 1}: Props['problem'],
  width: number,
): readonly (readonly Span[])[] => {
  if (line === undefined) return []
  const digits = String(line + 1).length
  const room = Math.max(10, width - digits - 6)
  // Of a long line the part before the place is left out.
  const from = Math.max(0, column - Math.floor(room / 2))
  const textOf = (at: number): string =>
    visibleText(
      lineAt(lines, at - 1)
        .text.slice(from, from + room)
        .replaceAll('\t', ' '),
    )
  const before = visibleWidth(
    lineAt(lines, line - 1)
      .text.slice(from, column - 1)
      .replaceAll('\t', ' '),
  )
  const around = [line - 2, line - 1, line].filter(at => at >= 1)
  return [
    ...around.map(at => [
      span(`  ${String(at).padStart(digits)}  `, 'dim'),
      span(textOf(at), at === line ? undefined : 'dim'),
    ]),
    [span(`${' '.repeat(digits + 4 + before)}^`, 'bad', true)],
  ]
}
