import {Box} from 'ink'
import {type ReactNode, useMemo, useState} from 'react'
import {useStore} from 'zustand'
import {whyEmpty} from '../../state/table/why-empty.ts'
import {useApp} from '../app-context.ts'
import {Message} from '../chrome/message.tsx'
import {Title} from '../chrome/title.tsx'
import type {ViewProps} from '../route-view.ts'
import {type Span, span} from '../span.ts'
import {TableView} from '../table/table-view.tsx'
import {useRows} from '../table/use-rows.ts'
import {createListedJobs, DEPLOY_COLUMNS} from './columns.ts'

/** What hosts were told to do, the newest first. */
export const DeployView = ({entry, width, height}: ViewProps): ReactNode => {
  const {deploys, clock} = useApp()
  const {rows, marks} = useStore(deploys.store)
  const [listed] = useState(createListedJobs)
  const jobs = useMemo(() => listed(rows, marks, clock.now()), [listed, rows, marks, clock])
  useRows(entry.table, jobs)
  useStore(entry.table.store)
  const room = height - 1
  const running = rows.filter(({look}) => look === 'running').length
  const summary: readonly Span[] = running > 0 ? [span(`${running} running`, 'accent')] : []
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title entry={entry} crumbs={['Deploy']} summary={summary} width={width} />
      {entry.table.visible().length > 0 ? (
        <TableView table={entry.table} columns={DEPLOY_COLUMNS} width={width} height={room} />
      ) : (
        <Message {...emptyOf(entry, rows.length)} height={room} />
      )}
    </Box>
  )
}

type Empty = {readonly title: string; readonly details?: readonly string[]}

const emptyOf = ({table}: ViewProps['entry'], count: number): Empty => {
  const {filter} = table.store.getState()
  if (count > 0 && filter === '') return {title: ''}
  if (count > 0) {
    const reasons = whyEmpty(table.store.getState().rows, table.parsedFilter().terms, table.kind.factsOf)
    return {title: `Nothing matches ${filter}`, details: [...reasons, 'Esc clears the filter.']}
  }
  return {
    title: 'Nothing was run or deployed yet',
    details: [
      'x runs a command on the agents that you name, by Consul’s remote exec, and shows the answer of each as it comes.',
      'Before anything is sent you see which nodes must answer, and which are dead.',
    ],
  }
}
