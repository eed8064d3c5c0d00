import {Box} from 'ink'
import {type ReactNode, useLayoutEffect, useMemo} from 'react'
import {useStore} from 'zustand'
import type {Table} from '../../state/table/table.ts'
import {Line} from '../line.tsx'
import {cutSpans} from '../span.ts'
import {headingSpans} from './cells.ts'
import type {Column} from './column.ts'
import {createColumnLayout} from './layout-columns.ts'
import {Row} from './row.tsx'

type Props<Row> = {
  readonly table: Table<Row>
  readonly columns: readonly Column<Row>[]
  readonly width: number
  /** With the heading. */
  readonly height: number
}

/** A list: the heading, and of the rows only those on the screen. */
export const TableView = <R extends object>({table, columns, width, height}: Props<R>): ReactNode => {
  const {top, sort, filter, rows: all} = useStore(table.store)
  const body = Math.max(1, height - 1)
  useLayoutEffect(() => table.setHeight(body), [table, body])
  const rows = table.visible()
  const layoutOf = useMemo(() => createColumnLayout(columns), [columns])
  // Their order does not change with what is sorted by, so the sample and with it the columns stand still.
  const measured = filter === '' ? all : rows
  const layout = useMemo(() => layoutOf(measured, width), [layoutOf, measured, width])
  useLayoutEffect(() => table.setColumns(layout.map(({column}) => column.id)), [table, layout])
  const cursor = table.cursorIndex()
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Line spans={cutSpans(headingSpans(layout, sort), width)} />
      {rows.slice(top, top + body).map((row, index) => (
        <Row
          key={table.kind.idOf(row)}
          row={row}
          layout={layout}
          width={width}
          selected={top + index === cursor}
        />
      ))}
    </Box>
  )
}
