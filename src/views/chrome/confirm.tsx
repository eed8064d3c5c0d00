import {Box, Text} from 'ink'
import {Table} from 'ink-table'
import type {ReactNode} from 'react'
import type {DialogState} from '../../state/dialog.ts'
import {printableLine} from '../../terminal/printable.ts'
import {fit} from '../../terminal/width.ts'
import {Line} from '../line.tsx'
import {cutSpans, span} from '../span.ts'

type Props = {readonly dialog: DialogState; readonly width: number; readonly height: number}

/** The question, what it touches, and two answers of which the safe one is marked first. */
export const Confirm = ({dialog, width, height}: Props): ReactNode => {
  const {current, answer} = dialog
  if (current === undefined) return null
  const room = Math.max(10, Math.min(width - 2, 100) - 24)
  const data = current.facts.map(([name, value]) => ({
    what: printableLine(name),
    is: fit(printableLine(value), room).trimEnd(),
  }))
  const option = (id: DialogState['answer'], label: string) =>
    answer === id ? {...span(` ${label} `, undefined, true), inverse: true} : span(` ${label} `, 'dim')
  return (
    <Box flexDirection="column" height={height} flexShrink={0} overflow="hidden">
      <Line spans={cutSpans([span(current.title, 'warn', true)], width)} />
      {height > data.length * 2 + 6 ? (
        <Table data={data} />
      ) : (
        data.map(({what, is}) => <Line key={what} spans={cutSpans([span(`${what}: ${is}`)], width)} />)
      )}
      {current.warning !== undefined && <Text color="yellow">{printableLine(current.warning)}</Text>}
      <Line
        spans={cutSpans(
          [option('cancel', 'Cancel'), span('  '), option('confirm', current.confirmLabel)],
          width,
        )}
      />
    </Box>
  )
}
