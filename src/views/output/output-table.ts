import {createStore, type StoreApi} from 'zustand/vanilla'
import type {RouteEntry} from '../../state/navigation.ts'
import {createTable, type Table} from '../../state/table/table.ts'
import {DOCUMENT_KIND, type DocumentLine} from '../document/document.ts'

/** The output of a host; while it follows, the cursor stays on the last line. */
export type OutputTable = Table<DocumentLine> & {readonly follow: StoreApi<{readonly on: boolean}>}

export const createOutputTable = (): OutputTable => {
  const table = createTable(DOCUMENT_KIND)
  const follow = createStore(() => ({on: true}))
  const isAtEnd = (): boolean => table.cursorIndex() >= table.visible().length - 1
  return {
    ...table,
    follow,
    setRows: rows => {
      // Whoever has gone up is reading: the cursor stays with them.
      const follows = follow.getState().on && isAtEnd()
      table.setRows(rows)
      if (follows) table.moveTo(Number.POSITIVE_INFINITY)
    },
  }
}

export const outputTableOf = ({route, table}: RouteEntry): OutputTable | undefined =>
  // The route line of `output` makes no other table.
  route.name === 'output' ? (table as unknown as OutputTable) : undefined
