import {Box} from 'ink'
import {type ReactNode, useMemo} from 'react'
import {useStore} from 'zustand'
import type {DeployRequest} from '../../deploy/waves/request.ts'
import type {PreflightState} from '../../state/deploy/preflight-run.ts'
import {useApp} from '../app-context.ts'
import {Title} from '../chrome/title.tsx'
import {FreezeLine, useFreeze} from '../deploy/freeze-line.tsx'
import {documentLines} from '../document/document.ts'
import {CURSOR_WIDTH, DocumentView} from '../document/document-view.tsx'
import type {ViewProps} from '../route-view.ts'
import {type Span, span} from '../span.ts'
import {useRows} from '../table/use-rows.ts'
import {preflightSections} from './sections.ts'

type Props = ViewProps & {readonly request: DeployRequest}

/** What is found before a deploy is fired. */
export const PreflightView = ({entry, request, width, height}: Props): ReactNode => {
  const state = useStore(useApp().deploys.preflight(entry).store)
  const lines = useMemo(
    () => documentLines(preflightSections(request, state, width - CURSOR_WIDTH)),
    [request, state, width],
  )
  useRows(entry.table, lines)
  const freeze = useFreeze()
  const room = height - (freeze === undefined ? 1 : 2)
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title
        entry={entry}
        crumbs={['Deploy', 'Pre-flight', request.event]}
        summary={summaryOf(state)}
        width={width}
      />
      {freeze !== undefined && <FreezeLine reason={freeze} width={width} />}
      <DocumentView table={entry.table} width={width} height={room} />
    </Box>
  )
}

const summaryOf = ({isLooking, isFired, failure, findings}: PreflightState): readonly Span[] => {
  if (isFired) return [span('fired', 'dim')]
  if (isLooking) return [span('looking…', 'accent')]
  if (failure) return [span('could not be done', 'bad')]
  const [red, yellow] = (['red', 'yellow'] as const).map(
    wanted => findings.filter(({severity}) => severity === wanted).length,
  )
  if (red) return [span(`${red} red, not to be fired without good reason`, 'bad', true)]
  return yellow ? [span(`${yellow} to be known · ! fires`, 'warn')] : [span('all green · ! fires', 'good')]
}
