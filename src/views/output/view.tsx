import {Box} from 'ink'
import {type ReactNode, useMemo, useState} from 'react'
import {useStore} from 'zustand'
import {createStore} from 'zustand/vanilla'
import {createHostRows, type HostRow} from '../../state/deploy/host-rows.ts'
import {Message} from '../chrome/message.tsx'
import {Title} from '../chrome/title.tsx'
import {jobCrumb} from '../deploy/crumb.ts'
import {hostWords} from '../deploy/host-words.ts'
import {JobGone} from '../deploy/job-gone.tsx'
import {HOST_SIGNS} from '../deploy/looks.ts'
import {type ShownJob, useJob} from '../deploy/use-job.ts'
import {useSilence} from '../deploy/use-silence.ts'
import {CURSOR_WIDTH, DocumentView} from '../document/document-view.tsx'
import {formatElapsed} from '../format.ts'
import type {ViewProps} from '../route-view.ts'
import {type Span, span} from '../span.ts'
import {useRows} from '../table/use-rows.ts'
import {createOutputRows} from './output-rows.ts'
import {outputTableOf} from './output-table.ts'

type Props = ViewProps & {readonly job: string; readonly node: string}

/** All that a host has written, as it comes. */
export const OutputView = ({job, node, ...props}: Props): ReactNode => {
  const shown = useJob(job)
  const [rowsOf] = useState(createHostRows)
  const row = shown && rowsOf(shown.state, shown.now).find(({host}) => host.node === node)
  return shown && row ? <Output {...props} shown={shown} row={row} /> : <JobGone height={props.height} />
}

type Shown = ViewProps & {readonly shown: ShownJob; readonly row: HostRow}

const never = createStore(() => ({on: false}))

const Output = ({entry, width, height, shown: {job}, row}: Shown): ReactNode => {
  const {node} = row.host
  const [rowsOf] = useState(createOutputRows)
  const {text} = job.output(node)
  const lines = useMemo(() => rowsOf(text, width - CURSOR_WIDTH), [rowsOf, text, width])
  useRows(entry.table, lines)
  const {on} = useStore(outputTableOf(entry)?.follow ?? never)
  const silence = useSilence(job.info, row)
  useStore(entry.table.store)
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title
        entry={entry}
        crumbs={['Deploy', jobCrumb(job.info), node]}
        summary={summaryOf(row, on)}
        width={width}
      />
      {lines.length > 0 ? (
        <DocumentView table={entry.table} width={width} height={height - 1} />
      ) : (
        <Message
          title={silence.length > 0 ? `${node} has not answered` : 'Nothing was written yet'}
          details={silence}
          height={height - 1}
        />
      )}
    </Box>
  )
}

const summaryOf = (row: HostRow, follows: boolean): readonly Span[] => {
  const {look, elapsedMs} = row
  const isOpen = look === 'running' || look === 'acked'
  return [
    span(`${HOST_SIGNS[look].glyph} ${hostWords(row)}`, HOST_SIGNS[look].tone),
    ...(elapsedMs === undefined ? [] : [span(` · ${formatElapsed(elapsedMs)}`, 'dim')]),
    ...(isOpen ? [span(follows ? '  following' : '  not following', follows ? 'accent' : 'dim')] : []),
  ]
}
