import {useLayoutEffect, useState} from 'react'
import type {Table} from '../../state/table/table.ts'
import {useApp} from '../app-context.ts'

/** What reads its rows from the stores of live queries; the same array while nothing has changed. */
type Source<Row> = {readonly read: () => {readonly rows: readonly Row[]}}

/**
 * Keeps the table filled. It takes new rows while an answer or a filter comes in, before React draws what has changed: so one
 * frame shows it all.
 */
export const useLiveRows = <Row>(table: Table<Row>, source: Source<Row>): void => {
  const {live} = useApp()
  // Nobody looks at the table yet.
  useState(() => table.setRows(source.read().rows))
  useLayoutEffect(() => {
    const fill = (): void => table.setRows(source.read().rows)
    fill()
    const leave = [
      live.links.subscribe(fill),
      table.store.subscribe(({filter}, before) => {
        if (filter !== before.filter) fill()
      }),
    ]
    return () => {
      for (const end of leave) end()
    }
  }, [live, table, source])
}
