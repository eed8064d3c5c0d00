import {Box} from 'ink'
import {type ReactNode, useLayoutEffect, useMemo} from 'react'
import {useStore} from 'zustand'
import type {Table} from '../../state/table/table.ts'
import {TextLine} from '../line.tsx'
import type {Column} from './column.ts'
import {createColumnLayout} from './layout-columns.ts'
import {createTableLines} from './table-lines.ts'
import {usePaintAhead} from './use-paint-ahead.ts'

type Props<Row> = {
  readonly table: Table<Row>
  readonly columns: readonly Column<Row>[]
  /** Of the whole screen: a list has its lines to itself. */
  readonly width: number
  /** With the heading. */
  readonly height: number
}

/** A list: the heading, and of the rows only those on the screen. */
export const TableView = <R extends object>({table, columns, width, height}: Props<R>): ReactNode => {
  const {filter, rows: all} = useStore(table.store)
  const body = Math.max(1, height - 1)
  useLayoutEffect(() => table.setHeight(body), [table, body])
  const layoutOf = useMemo(() => createColumnLayout(columns), [columns])
  // Their order does not change with what is sorted by, so the sample and with it the columns stand still.
  const measured = filter === '' ? all : table.visible()
  const layout = useMemo(() => layoutOf(measured, width), [layoutOf, measured, width])
  useLayoutEffect(() => table.setColumns(layout.map(({column}) => column.id)), [table, layout])
  const linesOf = useMemo(() => createTableLines(table), [table])
  const {heading, rows} = linesOf({layout, width, height})
  // With the columns as they are: to measure them anew takes longer than all else.
  const box = usePaintAhead(table, height, () => linesOf({layout, width, height}))
  return (
    <Box ref={box} flexDirection="column" height={height} flexShrink={0}>
      <TextLine text={heading} />
      {rows.map(({id, text}) => (
        <TextLine key={id} text={text} />
      ))}
    </Box>
  )
}
