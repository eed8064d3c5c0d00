import {useLayoutEffect} from 'react'
import type {AnyTable} from '../../state/table/table.ts'

/** Hands new rows to the table, which keeps cursor, filter and sort. */
export const useRows = <Row>(table: AnyTable, rows: readonly Row[]): void =>
  useLayoutEffect(() => table.setRows(rows), [table, rows])
