import {Box} from 'ink'
import {type ReactNode, useMemo} from 'react'
import {useStore} from 'zustand'
import {memberIn} from '../../state/asked-agent.ts'
import {identityQuery} from '../../state/queries/identity.ts'
import {lanMembersQuery} from '../../state/queries/members.ts'
import {nodeChecksQuery, nodeQuery, nodeSessionsQuery} from '../../state/queries/node.ts'
import {useApp} from '../app-context.ts'
import {Message} from '../chrome/message.tsx'
import {Title} from '../chrome/title.tsx'
import {type DocumentLine, documentLines} from '../document/document.ts'
import {CURSOR_WIDTH, DocumentView} from '../document/document-view.tsx'
import {Unanswered} from '../list-body.tsx'
import type {ViewProps} from '../route-view.ts'
import {span} from '../span.ts'
import {useRows} from '../table/use-rows.ts'
import {useHidden} from '../use-hidden.ts'
import {useNow} from '../use-now.ts'
import {useQuery} from '../use-query.ts'
import {nodeSections} from './sections.ts'

type Props = ViewProps & {readonly node: string}

const NO_LINES: readonly DocumentLine[] = []

/** One node: its services, checks with their output, sessions and metadata. */
export const NodeView = ({entry, node, width, height}: Props): ReactNode => {
  const {live, lines} = useNodeLines(node, width - CURSOR_WIDTH)
  useRows(entry.table, lines)
  const status = useStatus(node)
  const summary = status === undefined ? [] : [span(status, status === 'alive' ? 'good' : 'bad', true)]
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title entry={entry} crumbs={['Members', node]} summary={summary} width={width} />
      {live.data ? (
        <DocumentView table={entry.table} width={width} height={height - 1} />
      ) : live.changedAt !== undefined ? (
        <Message
          title={`${node} is not in the catalog`}
          details={['It left, or was never registered. Esc goes back.']}
          height={height - 1}
        />
      ) : (
        <Unanswered live={live} height={height - 1} />
      )}
    </Box>
  )
}

/** What gossip says of its agent: another datacenter may have a node of the same name. */
const useStatus = (node: string) => {
  const {datacenter: chosen} = useStore(useApp().tenancy)
  const own = useQuery(identityQuery).data?.agent?.datacenter
  const {data} = useQuery(lanMembersQuery)
  return memberIn(data?.members, {name: node, datacenter: chosen ?? own})?.status
}

const useNodeLines = (node: string, width: number) => {
  const {transitions} = useApp().queryContext()
  const live = useQuery(context => nodeQuery(context, node))
  const {data: checks = []} = useQuery(context => nodeChecksQuery(context, node))
  const sessions = useQuery(context => nodeSessionsQuery(context, node))
  const hidden = useHidden(['session'], sessions)
  const sessionsHidden = sessions.error?.nextStep ?? (sessions.data?.length === 0 ? hidden : undefined)
  const now = useNow(true)
  const found = live.data
  const lines = useMemo(
    () =>
      found
        ? documentLines(
            nodeSections({
              found,
              checks,
              sessions: sessions.data ?? [],
              sessionsHidden,
              transitions,
              now,
              width,
            }),
          )
        : NO_LINES,
    [found, checks, sessions.data, sessionsHidden, transitions, now, width],
  )
  return {live, lines}
}
