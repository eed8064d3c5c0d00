import {Box, Text} from 'ink'
import {Table} from 'ink-table'
import type {JSX, ReactNode} from 'react'
import type {Confirmation, DialogState} from '../../state/dialog.ts'
import {printableLine} from '../../terminal/printable.ts'
import {displayWidth} from '../../terminal/width.ts'
import {Line, LineList} from '../line.tsx'
import {cutSpans, type Span, span} from '../span.ts'
import {wrapText} from '../wrap-text.ts'
import {inputSpans} from './input-spans.ts'

type Props = {readonly dialog: DialogState; readonly width: number; readonly height: number}

/** How many lines the question wants: `ink-table` draws two for each thing and three more. */
export const questionHeight = (dialog: DialogState, width: number): number => {
  const {current} = dialog
  if (current === undefined) return 0
  const {title, notes, asked} = partsOf(dialog, current, width)
  return title.length + tableHeight(current.touches) + notes.length + asked.length + 1
}

const tableHeight = (things: readonly Thing[]): number => (things.length === 0 ? 0 : things.length * 2 + 3)

type Parts = Readonly<Record<'title' | 'notes' | 'asked', readonly Span[]>>

/** Around the table, a span for each line: what is asked, what else there is to know, and what is to be typed, if anything. */
const partsOf = ({wrong}: DialogState, current: Confirmation, width: number): Parts => {
  const {title, warning, notes = [], command, typed} = current
  const wrapped = (spans: readonly Span[]): readonly Span[] =>
    spans.flatMap(part => wrapText(part.text, width).map(text => ({...part, text})))
  return {
    title: wrapped([span(title, 'warn', true)]),
    notes: wrapped([
      ...(warning === undefined ? [] : [span(warning, 'warn')]),
      ...notes.map(({text, tone}) => span(text, tone)),
      ...(command === undefined ? [] : [span(`$ ${command}`, 'dim')]),
    ]),
    asked: wrapped(
      typed === undefined
        ? []
        : wrong
          ? [span(`That is not ${typed}: nothing was changed. Type it, or Esc:`, 'bad', true)]
          : [span(`Type ${typed} to confirm:`, 'accent', true)],
    ),
  }
}

/** Of a question with less room than it wants the answers go first, then what is asked, the things, and the notes. */
const fitted = (parts: Parts, things: number, height: number): Parts & {readonly room: number} => {
  const asked = cutLines(parts.asked, Math.max(1, height - 2))
  const free = height - 1 - asked.length
  const title = cutLines(parts.title, Math.max(1, free))
  const left = Math.max(0, free - title.length - Math.min(1, things))
  const hidden = parts.notes.length - left + 1
  const notes =
    hidden < 2
      ? parts.notes
      : left === 0
        ? []
        : [...parts.notes.slice(0, left - 1), span(`… and ${hidden} more lines`)]
  return {title, asked, notes, room: free - title.length - notes.length}
}

/** The last line stands for those that have no room: cut to the width, it ends in an ellipsis. */
const cutLines = (lines: readonly Span[], most: number): readonly Span[] => {
  const last = lines[most - 1]
  if (last === undefined || lines.length <= most) return lines
  const rest = lines.slice(most - 1).map(({text}) => text)
  return [...lines.slice(0, most - 1), {...last, text: rest.join('')}]
}

/** The question, what it touches, and the answers, of which the safe one is marked first. */
export const Confirm = ({dialog, width, height}: Props): ReactNode => {
  const {current} = dialog
  if (current === undefined) return null
  const {touches, typed} = current
  const {title, asked, notes, room} = fitted(partsOf(dialog, current, width), touches.length, height)
  const answer =
    typed === undefined
      ? cutSpans(answerSpans(dialog, current), width)
      : cutSpans(inputSpans(span('> ', 'accent'), dialog.line, width), width)
  return (
    <Box flexDirection="column" height={height} flexShrink={0} overflow="hidden">
      <LineList lines={title.map(inLine)} width={width} />
      <Touches things={touches.map(printable)} width={width} height={room} />
      <LineList lines={[...notes, ...asked].map(inLine)} width={width} />
      <Line spans={answer} />
    </Box>
  )
}

const inLine = (only: Span): readonly Span[] => [only]

/** The answers side by side. */
const answerSpans = (
  {answer}: DialogState,
  {confirmLabel, alternative, safe}: Confirmation,
): readonly Span[] => {
  const option = (id: DialogState['answer'], label: string): Span =>
    answer === id ? {...span(` ${label} `, undefined, true), inverse: true} : span(` ${label} `, 'dim')
  return [
    option('cancel', safe?.label ?? 'Cancel'),
    span('  '),
    option('confirm', confirmLabel),
    ...(alternative ? [span('  '), option('alternative', alternative.label)] : []),
  ]
}

type Thing = Readonly<Record<string, string>>

const printable = (thing: Thing): Thing =>
  Object.fromEntries(Object.entries(thing).map(([name, value]) => [name, printableLine(value)]))

/** As a table where there is room, else in as many words. */
const Touches = ({
  things,
  width,
  height,
}: {
  readonly things: readonly Thing[]
  readonly width: number
  readonly height: number
}): ReactNode => {
  if (things.length === 0 || height < 1) return null
  if (tableWidth(things) <= width && things.length * 2 + 3 <= height)
    return <Table data={[...things]} header={Heading} />
  return <LineList lines={linesOf(things, height).map(text => [span(text)])} width={width} />
}

/** A line for each word where there is room, else one for each thing, and at the end how many are not shown. */
const linesOf = (things: readonly Thing[], height: number): readonly string[] => {
  const words = things.map(thing => Object.entries(thing).map(([name, value]) => `${name} ${value}`))
  const all = words.flat()
  if (all.length <= height) return all
  const lines = words.map(own => own.join('  '))
  if (lines.length <= height) return lines
  const shown = lines.slice(0, height - 1)
  return [...shown, `… and ${lines.length - shown.length} more`]
}

const Heading = ({children}: {readonly children?: ReactNode}): JSX.Element => <Text dimColor>{children}</Text>

/** As `ink-table` draws it: a border and two blanks for each column, and the last border. */
const tableWidth = (things: readonly Thing[]): number => {
  const names = Object.keys(things[0] ?? {})
  const widths = names.map(name =>
    Math.max(displayWidth(name), ...things.map(thing => displayWidth(thing[name] ?? ''))),
  )
  return widths.reduce((sum, width) => sum + width + 3, 1)
}
