import {Box} from 'ink'
import {type ReactNode, useMemo, useState} from 'react'
import {createHostRows} from '../../state/deploy/host-rows.ts'
import {groupsOf} from '../../state/deploy/output-groups.ts'
import {Message} from '../chrome/message.tsx'
import {Title} from '../chrome/title.tsx'
import {jobCrumb} from '../deploy/crumb.ts'
import {withoutEnd} from '../deploy/group-words.ts'
import {JobGone} from '../deploy/job-gone.tsx'
import {type ShownJob, useJob} from '../deploy/use-job.ts'
import {documentLines} from '../document/document.ts'
import {CURSOR_WIDTH, DocumentView} from '../document/document-view.tsx'
import {count} from '../format.ts'
import type {ViewProps} from '../route-view.ts'
import {type Span, span} from '../span.ts'
import {useRows} from '../table/use-rows.ts'
import {groupSections} from './sections.ts'

type Props = ViewProps & {readonly job: string}

/** The hosts of a job by what they wrote: who is like most, and how the others differ. */
export const GroupsView = ({job, ...props}: Props): ReactNode => {
  const shown = useJob(job)
  return shown ? <Groups {...props} shown={shown} /> : <JobGone height={props.height} />
}

const Groups = ({entry, width, height, shown}: ViewProps & {readonly shown: ShownJob}): ReactNode => {
  const {job, state, now} = shown
  const {done, failed} = state.totals
  // What has ended does not change, and to compare it takes a while.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const groups = useMemo(() => groupsOf(job), [job, done, failed])
  const ended = useMemo(() => groupSections(job, groups, width - CURSOR_WIDTH), [job, groups, width])
  const [rowsOf] = useState(createHostRows)
  const rows = rowsOf(state, now)
  const lines = useMemo(
    () => documentLines([...ended, ...withoutEnd(rows, width - CURSOR_WIDTH)]),
    [ended, rows, width],
  )
  useRows(entry.table, lines)
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title
        entry={entry}
        crumbs={['Deploy', jobCrumb(state.info), 'Outputs']}
        summary={summaryOf(groups.map(({nodes}) => nodes.length))}
        width={width}
      />
      {lines.length > 0 ? (
        <DocumentView table={entry.table} width={width} height={height - 1} />
      ) : (
        <Message title="No host has ended yet" height={height - 1} />
      )}
    </Box>
  )
}

/** `46 alike, 2 differ`. */
const summaryOf = ([most, ...others]: readonly number[]): readonly Span[] => {
  if (most === undefined) return []
  const differ = others.reduce((sum, amount) => sum + amount, 0)
  if (differ === 0) return [span(`${count(most, 'host')}, all alike`, 'good')]
  return [span(`${most} alike`, 'good'), span(` · ${differ} ${differ === 1 ? 'differs' : 'differ'}`, 'warn')]
}
