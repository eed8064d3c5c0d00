import {Box} from 'ink'
import {type ReactNode, useMemo} from 'react'
import {useApp} from '../app-context.ts'
import {Title} from '../chrome/title.tsx'
import {JobGone} from '../deploy/job-gone.tsx'
import {type ShownJob, useJob} from '../deploy/use-job.ts'
import {documentLines} from '../document/document.ts'
import {CURSOR_WIDTH, DocumentView} from '../document/document-view.tsx'
import type {ViewProps} from '../route-view.ts'
import {useRows} from '../table/use-rows.ts'
import {outcomeSections} from './sections.ts'

type Props = ViewProps & {readonly left: string; readonly right: string}

/** What came of one job beside what came of another. */
export const OutcomesView = ({left, right, ...props}: Props): ReactNode => {
  const [before, after] = [useJob(left), useJob(right)]
  return before && after ? (
    <Outcomes {...props} before={before} after={after} />
  ) : (
    <JobGone height={props.height} />
  )
}

type Shown = ViewProps & {readonly before: ShownJob; readonly after: ShownJob}

const Outcomes = ({entry, width, height, before, after}: Shown): ReactNode => {
  const {clock} = useApp()
  const [{job: left, state: was}, {job: right, state: is}] = [before, after]
  const lines = useMemo(() => {
    const sides = {left: {job: left, state: was}, right: {job: right, state: is}}
    return documentLines(outcomeSections(sides, clock.now(), width - CURSOR_WIDTH))
  }, [left, was, right, is, clock, width])
  useRows(entry.table, lines)
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title entry={entry} crumbs={['Deploy', 'Outcomes of two jobs']} summary={[]} width={width} />
      <DocumentView table={entry.table} width={width} height={height - 1} />
    </Box>
  )
}
