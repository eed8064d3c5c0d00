import {Box} from 'ink'
import {type ReactNode, useMemo, useState} from 'react'
import {useStore} from 'zustand'
import {createHostRows, type HostRow} from '../../state/deploy/host-rows.ts'
import {Message} from '../chrome/message.tsx'
import {Title} from '../chrome/title.tsx'
import {jobCrumb} from '../deploy/crumb.ts'
import {FreezeLine, useFreeze} from '../deploy/freeze-line.tsx'
import {headLines} from '../deploy/head-lines.ts'
import {JobGone} from '../deploy/job-gone.tsx'
import {placeSpans} from '../deploy/place-spans.ts'
import {type ShownJob, useJob} from '../deploy/use-job.ts'
import {LineList} from '../line.tsx'
import type {ViewProps} from '../route-view.ts'
import {TableView} from '../table/table-view.tsx'
import {useRows} from '../table/use-rows.ts'
import {BOARD_COLUMNS} from './columns.ts'
import {HostPanel} from './host-panel.tsx'

type Props = ViewProps & {readonly job: string}

/** How far each host is with a job, the worst first, and below what the one under the cursor has written. */
export const BoardView = ({job, ...props}: Props): ReactNode => {
  const shown = useJob(job)
  return shown ? <Board {...props} shown={shown} /> : <JobGone height={props.height} />
}

/** The heading, and the row under the cursor. */
const LEAST_TABLE = 2

const Board = ({entry, width, height, shown}: ViewProps & {readonly shown: ShownJob}): ReactNode => {
  const {job, state, now} = shown
  const [rowsOf] = useState(createHostRows)
  const rows = useMemo(() => rowsOf(state, now), [rowsOf, state, now])
  useRows(entry.table, rows)
  useStore(entry.table.store)
  const freeze = useFreeze()
  const above = Math.max(0, height - 1 - LEAST_TABLE)
  const isFrozen = freeze !== undefined && state.info.kind === 'deploy' && above > 0
  const head = headLines(state, now, {width, height: above - (isFrozen ? 1 : 0)})
  const room = Math.max(LEAST_TABLE, height - 1 - head.length - (isFrozen ? 1 : 0))
  const visible = entry.table.visible().length
  const panel = room >= 9 && visible > 0 ? Math.max(Math.floor(room / 3), room - 1 - rows.length) : 0
  const current: HostRow | undefined = entry.table.current()
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title
        entry={entry}
        crumbs={['Deploy', jobCrumb(state.info)]}
        summary={placeSpans(state.info)}
        width={width}
      />
      {isFrozen && <FreezeLine reason={freeze} width={width} />}
      <LineList lines={head} width={width} />
      {visible > 0 || rows.length === 0 ? (
        <TableView table={entry.table} columns={BOARD_COLUMNS} width={width} height={room - panel} />
      ) : (
        <NothingMatches entry={entry} height={room} />
      )}
      {panel > 0 && current && <HostPanel job={job} row={current} width={width} height={panel} />}
    </Box>
  )
}

/** Without a filter the table only has not taken the rows over yet. */
const NothingMatches = ({entry, height}: Pick<ViewProps, 'entry' | 'height'>): ReactNode => {
  const {filter} = entry.table.store.getState()
  return filter === '' ? (
    <Box height={height} flexShrink={0} />
  ) : (
    <Message title={`Nothing matches ${filter}`} details={['Esc clears the filter.']} height={height} />
  )
}
