import {Box} from 'ink'
import {type ReactNode, useMemo, useState} from 'react'
import {useStore} from 'zustand'
import type {PastJob} from '../../deploy/history/list.ts'
import {allRows} from '../../state/deploy/all-rows.ts'
import type {JobLook} from '../../state/deploy/job-rows.ts'
import type {Live} from '../../state/live.ts'
import {historyQuery} from '../../state/queries/deploys.ts'
import {whyEmpty} from '../../state/table/why-empty.ts'
import {useApp} from '../app-context.ts'
import {Message} from '../chrome/message.tsx'
import {Title} from '../chrome/title.tsx'
import type {ViewProps} from '../route-view.ts'
import {type Span, span} from '../span.ts'
import {TableView} from '../table/table-view.tsx'
import {useRows} from '../table/use-rows.ts'
import {useHidden} from '../use-hidden.ts'
import {useQuery} from '../use-query.ts'
import {createListedJobs, DEPLOY_COLUMNS, type ListedJob} from './columns.ts'
import {FreezeLine, useFreeze} from './freeze-line.tsx'

const NONE: readonly PastJob[] = []

/** What hosts were told to do in this session and before, by anybody; the newest first. */
export const DeployView = ({entry, width, height}: ViewProps): ReactNode => {
  const {deploys, clock} = useApp()
  const {jobs: own, rows} = useStore(deploys.session)
  const {ids: marks} = useStore(deploys.marks)
  const past = useQuery(historyQuery)
  const [listed] = useState(createListedJobs)
  const jobs = useMemo(
    () => listed(allRows(own, rows, past.data ?? NONE), marks, clock.now()),
    [listed, own, rows, past.data, marks, clock],
  )
  useRows(entry.table, jobs)
  useStore(entry.table.store)
  const freeze = useFreeze()
  const room = height - (freeze === undefined ? 1 : 2)
  const hidden = useHidden(['key'], past)
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title entry={entry} crumbs={['Deploy']} summary={summaryOf(jobs, hidden)} width={width} />
      {freeze !== undefined && <FreezeLine reason={freeze} width={width} />}
      {entry.table.visible().length > 0 ? (
        <TableView table={entry.table} columns={DEPLOY_COLUMNS} width={width} height={room} />
      ) : (
        <Message {...emptyOf(entry, jobs.length, past, hidden)} height={room} />
      )}
    </Box>
  )
}

const summaryOf = (jobs: readonly ListedJob[], hidden: string | undefined): readonly Span[] => {
  const amount = (wanted: JobLook): number => jobs.filter(({look}) => look === wanted).length
  const [running, halted] = [amount('running'), amount('halted')]
  return [
    ...(running > 0 ? [span(`${running} running  `, 'accent')] : []),
    ...(halted > 0 ? [span(`${halted} halted  `, 'bad', true)] : []),
    ...(hidden === undefined ? [] : [span('some may be hidden by ACL', 'warn')]),
  ]
}

type Empty = {readonly title: string; readonly details?: readonly string[]}

const emptyOf = (
  {table}: ViewProps['entry'],
  count: number,
  {data, error}: Live<unknown>,
  hidden: string | undefined,
): Empty => {
  const {filter} = table.store.getState()
  if (count > 0 && filter === '') return {title: ''}
  if (count > 0) {
    const reasons = whyEmpty(table.store.getState().rows, table.parsedFilter().terms, table.kind.factsOf)
    return {title: `Nothing matches ${filter}`, details: [...reasons, 'Esc clears the filter.']}
  }
  if (data === undefined && error === undefined) return {title: 'Asking Consul…'}
  return {
    title: 'Nothing was run or deployed yet',
    details: [
      'x runs a command on the agents that you name, by Consul’s remote exec, and shows the answer of each as it comes.',
      'n deploys: it fires an event with the URL of a manifest to the hosts where `lictor agent` runs, in waves.',
      'Before anything is sent you see which nodes must answer, and which are dead.',
      ...(hidden === undefined ? [] : [`What others have begun may be hidden. ${hidden}.`]),
    ],
  }
}
