import {Box, Text} from 'ink'
import {Table} from 'ink-table'
import type {JSX, ReactNode} from 'react'
import type {Confirmation, DialogState} from '../../state/dialog.ts'
import {printableLine} from '../../terminal/printable.ts'
import {displayWidth} from '../../terminal/width.ts'
import {Line} from '../line.tsx'
import {cutSpans, type Span, span} from '../span.ts'

type Props = {readonly dialog: DialogState; readonly width: number; readonly height: number}

/** How many lines the question wants: `ink-table` draws two for each thing and three more. */
export const questionHeight = (question: Confirmation): number =>
  question.touches.length * 2 + 5 + notesOf(question).length

/** The lines between the table and the answers. */
const notesOf = ({warning, command}: Confirmation): readonly Span[] => [
  ...(warning === undefined ? [] : [span(warning, 'warn')]),
  ...(command === undefined ? [] : [span(`$ ${command}`, 'dim')]),
]

/** The question, what it touches, and two answers of which the safe one is marked first. */
export const Confirm = ({dialog, width, height}: Props): ReactNode => {
  const {current, answer} = dialog
  if (current === undefined) return null
  const notes = notesOf(current).slice(0, Math.max(0, height - 3)) // the answers go before the notes
  const option = (id: DialogState['answer'], label: string): Span =>
    answer === id ? {...span(` ${label} `, undefined, true), inverse: true} : span(` ${label} `, 'dim')
  return (
    <Box flexDirection="column" height={height} flexShrink={0} overflow="hidden">
      <Line spans={cutSpans([span(current.title, 'warn', true)], width)} />
      <Touches things={current.touches.map(printable)} width={width} height={height - 2 - notes.length} />
      {notes.map((note, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a note is its place; two may read the same.
        <Line key={index} spans={cutSpans([note], width)} />
      ))}
      <Line
        spans={cutSpans(
          [
            option('cancel', current.instead?.label ?? 'Cancel'),
            span('  '),
            option('confirm', current.confirmLabel),
          ],
          width,
        )}
      />
    </Box>
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
