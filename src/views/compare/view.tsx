import {Box} from 'ink'
import {type ReactNode, useMemo} from 'react'
import {useStore} from 'zustand'
import type {ComparisonState} from '../../state/kv/comparison.ts'
import {type Side, sideName} from '../../state/kv/side.ts'
import {useApp} from '../app-context.ts'
import {Message} from '../chrome/message.tsx'
import {Title} from '../chrome/title.tsx'
import {formatCount} from '../format.ts'
import {LineList} from '../line.tsx'
import type {ViewProps} from '../route-view.ts'
import {span} from '../span.ts'
import {TableView} from '../table/table-view.tsx'
import {useRows} from '../table/use-rows.ts'
import {COMPARE_COLUMNS, type DifferenceRow} from './columns.ts'
import {comparisonLines} from './outcome.ts'

type Props = ViewProps & {readonly left: Side; readonly right: Side}

/** Two folders beside each other: what is only on one side, and what differs. */
export const CompareView = ({entry, left, right, width, height}: Props): ReactNode => {
  const comparison = useApp().scans.comparison(entry)
  const state = useStore(comparison.store)
  const filter = useStore(entry.table.store, table => table.filter)
  const shown = useStore(entry.table.store, () => entry.table.visible().length)
  const {differences, marks} = state
  const rows = useMemo(
    () => differences.map((each): DifferenceRow => ({...each, isMarked: marks.has(each.name)})),
    [differences, marks],
  )
  useRows(entry.table, rows)
  const sides = [
    span(sideName(left), undefined, true),
    span(' ↔ ', 'dim'),
    span(sideName(right), undefined, true),
  ]
  const said = comparisonLines(state)
  const room = height - 1 - said.length
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title entry={entry} crumbs={['KV', 'Compare']} summary={sides} width={width} />
      <LineList lines={said} width={width} />
      {shown > 0 ? (
        <TableView table={entry.table} columns={COMPARE_COLUMNS} width={width} height={room} />
      ) : (
        <Message {...emptyOf(state, filter)} height={room} />
      )}
    </Box>
  )
}

type Empty = {readonly title: string; readonly details?: readonly string[]; readonly tone?: 'bad'}

/** Without a filter the table only has not taken the rows over yet. */
const nothingMatches = (filter: string): Empty =>
  filter === '' ? {title: ''} : {title: `Nothing matches ${filter}`, details: ['Esc clears the filter.']}

const emptyOf = ({phase, differences, counted, failure}: ComparisonState, filter: string): Empty => {
  if (differences.length > 0) return nothingMatches(filter)
  if (phase === 'reading') return {title: 'No difference yet…'}
  if (phase === 'failed') return {title: 'They could not be compared', details: [failure ?? ''], tone: 'bad'}
  if (phase !== 'done') return {title: 'No difference, but not all was compared'}
  return counted.same === 0
    ? {title: 'There are no keys on either side'}
    : {
        title: 'The two sides are the same',
        details: [`${formatCount(counted.same)} keys, values and flags, byte for byte.`],
      }
}
