import {Box, Text} from 'ink'
import {Table} from 'ink-table'
import type {JSX, ReactNode} from 'react'
import type {Confirmation, DialogState} from '../../state/dialog.ts'
import {printableLine} from '../../terminal/printable.ts'
import {displayWidth} from '../../terminal/width.ts'
import {Line} from '../line.tsx'
import {cutSpans, type Span, span} from '../span.ts'
import {wrapText} from '../wrap-text.ts'
import {inputSpans} from './input-spans.ts'

type Props = {readonly dialog: DialogState; readonly width: number; readonly height: number}

/** How many lines the question wants: `ink-table` draws two for each thing and three more. */
export const questionHeight = ({current}: DialogState, width: number): number =>
  current === undefined
    ? 0
    : tableHeight(current.touches) + 1 + notesOf(current, width).length + answerHeight(current)

/** A name is typed on a line of its own, below the one that asks for it. */
const answerHeight = ({typed}: Confirmation): number => (typed === undefined ? 1 : 2)

const tableHeight = (things: readonly Thing[]): number => (things.length === 0 ? 0 : things.length * 2 + 3)

/** The lines between the table and the answers. */
const notesOf = ({warning, notes = [], command}: Confirmation, width: number): readonly Span[] =>
  [
    ...(warning === undefined ? [] : [span(warning, 'warn')]),
    ...notes.map(({text, tone}) => span(text, tone)),
    ...(command === undefined ? [] : [span(`$ ${command}`, 'dim')]),
  ].flatMap(note => wrapText(note.text, width).map(text => ({...note, text})))

/** The question, what it touches, and the answers, of which the safe one is marked first. */
export const Confirm = ({dialog, width, height}: Props): ReactNode => {
  const {current} = dialog
  if (current === undefined) return null
  const all = notesOf(current, width)
  const answers = answerHeight(current)
  const room = Math.max(0, height - 1 - answers - Math.min(1, current.touches.length)) // the answers go before the notes
  const hidden = all.length - room + 1
  const notes = all.length > room ? [...all.slice(0, room - 1), span(`… and ${hidden} more lines`)] : all
  return (
    <Box flexDirection="column" height={height} flexShrink={0} overflow="hidden">
      <Line spans={cutSpans([span(current.title, 'warn', true)], width)} />
      <Touches
        things={current.touches.map(printable)}
        width={width}
        height={height - 1 - answers - notes.length}
      />
      {notes.map((note, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a note is its place; two may read the same.
        <Line key={index} spans={cutSpans([note], width)} />
      ))}
      {current.typed === undefined ? (
        <Line spans={cutSpans(answerSpans(dialog, current), width)} />
      ) : (
        <TypedAnswer dialog={dialog} typed={current.typed} width={width} />
      )}
    </Box>
  )
}

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

type TypedProps = {readonly dialog: DialogState; readonly typed: string; readonly width: number}

const TypedAnswer = ({dialog: {line, wrong}, typed, width}: TypedProps): ReactNode => {
  const asked = wrong
    ? span(`That is not ${typed}: nothing was changed. Type it, or Esc:`, 'bad', true)
    : span(`Type ${typed} to confirm:`, 'accent', true)
  return (
    <>
      <Line spans={cutSpans([asked], width)} />
      <Line spans={cutSpans(inputSpans(span('> ', 'accent'), line, width), width)} />
    </>
  )
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
  if (things.length === 0) return null
  if (tableWidth(things) <= width && things.length * 2 + 3 <= height)
    return <Table data={[...things]} header={Heading} />
  return linesOf(things, Math.max(1, height)).map((text, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; two may read the same.
    <Line key={index} spans={cutSpans([span(text)], width)} />
  ))
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
