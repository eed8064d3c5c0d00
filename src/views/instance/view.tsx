import {Box} from 'ink'
import {type ReactNode, useMemo} from 'react'
import {lanMembersQuery} from '../../state/queries/members.ts'
import {serviceInstancesQuery} from '../../state/queries/services.ts'
import {instanceKey, instanceRows} from '../../state/rows/instance-rows.ts'
import {useApp} from '../app-context.ts'
import {Message} from '../chrome/message.tsx'
import {Title} from '../chrome/title.tsx'
import {documentLines} from '../document/document.ts'
import {CURSOR_WIDTH, DocumentView} from '../document/document-view.tsx'
import {Unanswered} from '../list-body.tsx'
import type {ViewProps} from '../route-view.ts'
import {span} from '../span.ts'
import {useRows} from '../table/use-rows.ts'
import {HEALTHS, healthText} from '../theme.ts'
import {useNow} from '../use-now.ts'
import {useQuery} from '../use-query.ts'
import {instanceSections} from './sections.ts'

type Props = ViewProps & {readonly service: string; readonly node: string; readonly id: string}

/** One instance, with every check and its whole output. */
export const InstanceView = ({entry, service, node, id, width, height}: Props): ReactNode => {
  const {transitions} = useApp().queryContext()
  const live = useQuery(context => serviceInstancesQuery(context, service))
  useQuery(lanMembersQuery)
  const now = useNow(true)
  const row = useMemo(
    () => instanceRows(live.data ?? []).find(({key}) => key === instanceKey(node, id)),
    [live.data, node, id],
  )
  const lines = useMemo(
    () => (row ? documentLines(instanceSections(row, {transitions, now, width: width - CURSOR_WIDTH})) : []),
    [row, transitions, now, width],
  )
  useRows(entry.table, lines)
  const summary = row ? [span(healthText(row.health), HEALTHS[row.health].tone, true)] : []
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title
        entry={entry}
        crumbs={['Services', service, `${id} on ${node}`]}
        summary={summary}
        width={width}
      />
      {row ? (
        <DocumentView table={entry.table} width={width} height={height - 1} />
      ) : live.data ? (
        <Message
          title={`${id} is no longer registered on ${node}`}
          details={['Esc goes back.']}
          height={height - 1}
        />
      ) : (
        <Unanswered live={live} height={height - 1} />
      )}
    </Box>
  )
}
