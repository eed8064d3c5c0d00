import {Box} from 'ink'
import {type ReactNode, useState} from 'react'
import {useStore} from 'zustand'
import type {Resource} from '../state/hidden.ts'
import type {Live} from '../state/live.ts'
import type {AnyTable} from '../state/table/table.ts'
import {whyEmpty} from '../state/table/why-empty.ts'
import {Message} from './chrome/message.tsx'
import type {Column} from './table/column.ts'
import {TableView} from './table/table-view.tsx'
import {useHidden} from './use-hidden.ts'

type Props = {
  readonly live: Live<unknown>
  /** What the view has; the table takes it over a moment later. */
  readonly rows: readonly unknown[]
  readonly table: AnyTable
  // biome-ignore lint/suspicious/noExplicitAny: the columns are those the table was made of.
  readonly columns: readonly Column<any>[]
  readonly width: number
  readonly height: number
  /** What is listed, and the ACL resources that hide it. */
  readonly of: {readonly nothing: string; readonly resources: readonly Resource[]}
}

/** A list, or in its place the reason why there is nothing to list. */
export const ListBody = ({live, rows, table, columns, width, height, of}: Props): ReactNode => {
  // So that the first frame is the whole of it: nobody but the list below looks at the height.
  useState(() => table.setHeight(height - 1))
  const filter = useStore(table.store, state => state.filter)
  const isTaken = useStore(table.store, state => state.rows === rows)
  const hidden = useHidden(of.resources, live)
  if (live.data === undefined) return <Unanswered live={live} height={height} />
  // Until the table has taken new rows it shows those that it has.
  if (table.visible().length > 0) {
    return <TableView table={table} columns={columns} width={width} height={height} />
  }
  if (!isTaken) return <Box height={height} flexShrink={0} />
  if (rows.length > 0) {
    const reasons = whyEmpty(rows, table.parsedFilter().terms, table.kind.factsOf)
    return (
      <Message
        title={`Nothing matches ${filter}`}
        details={[...reasons, 'Esc clears the filter.']}
        height={height}
      />
    )
  }
  if (hidden === undefined) return <Message title={of.nothing} height={height} />
  return <Message title="Hidden by ACL" details={[hidden]} height={height} tone="bad" />
}

/** Before the first answer: that it is asked, or what came instead of an answer. */
export const Unanswered = ({
  live: {error},
  height,
}: {
  readonly live: Live<unknown>
  readonly height: number
}): ReactNode => {
  if (error === undefined) return <Message title="Asking Consul…" height={height} />
  const details = [error.details, error.nextStep, 'r asks again.'].filter(detail => detail !== undefined)
  return <Message title={error.shortMessage} details={details} height={height} tone="bad" />
}
