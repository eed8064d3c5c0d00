import {Box} from 'ink'
import {type ReactNode, useMemo} from 'react'
import {useStore} from 'zustand'
import {createLanList, createWanList, type MemberList} from '../../state/member-list.ts'
import {identityQuery} from '../../state/queries/identity.ts'
import {lanMembersQuery} from '../../state/queries/members.ts'
import {quorumOf, serversQuery} from '../../state/queries/servers.ts'
import {wanMembersQuery} from '../../state/queries/wan-members.ts'
import type {MemberRow} from '../../state/rows/member-rows.ts'
import type {Table} from '../../state/table/table.ts'
import {useApp} from '../app-context.ts'
import {Title} from '../chrome/title.tsx'
import {ListBody} from '../list-body.tsx'
import type {ViewProps} from '../route-view.ts'
import {type Span, span} from '../span.ts'
import {useLiveRows} from '../table/use-live-rows.ts'
import {useFailingChecks} from '../use-failing-checks.ts'
import {useQuery} from '../use-query.ts'
import {MEMBER_COLUMNS} from './columns.ts'
import {useFreshMembers} from './use-fresh-members.ts'

/** The gossip pool of the datacenter, or with `w` that of the servers across datacenters. */
export const MembersView = ({entry, width, height}: ViewProps): ReactNode => {
  const {wan} = useStore(useApp().chrome)
  const {live, rows, datacenter} = useMemberList(entry.table, wan)
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title
        entry={entry}
        crumbs={['Members', wan ? 'WAN' : `LAN ${datacenter}`]}
        summary={useQuorumSpans(wan, rows)}
        width={width}
      />
      <ListBody
        live={live}
        rows={rows}
        table={entry.table}
        columns={MEMBER_COLUMNS}
        width={width}
        height={height - 1}
        of={{
          nothing: wan ? 'No other server is known over the WAN.' : 'No member is known.',
          resources: ['node'],
        }}
      />
    </Box>
  )
}

/** Asks for all that the list is made of, and fills the table with it. */
const useMemberList = (
  table: Table<MemberRow>,
  wan: boolean,
): ReturnType<MemberList['read']> & {readonly datacenter: string} => {
  const app = useApp()
  const agent = useQuery(identityQuery).data?.agent
  useQuery(serversQuery)
  const failing = useFailingChecks()
  const lan = useQuery(context => (wan ? undefined : lanMembersQuery(context)))
  useFreshMembers(failing, lan.data?.members)
  useQuery(context => (wan ? wanMembersQuery(context) : undefined))
  const context = app.queryContext()
  const list = useMemo(
    () => (wan ? createWanList(app.live, context) : createLanList(app.live, context)),
    [wan, app, context],
  )
  useLiveRows(table, list)
  return {...list.read(), datacenter: context.tenancy.datacenter ?? agent?.datacenter ?? ''}
}

/** Servers alive, and how many more may fail before nobody can lead. */
const useQuorumSpans = (wan: boolean, rows: readonly MemberRow[]): readonly Span[] => {
  const {data} = useQuery(serversQuery)
  if (wan || data === undefined || data.servers.length === 0) return []
  // Gossip knows first who is gone; without a leader the catalog never learns it.
  const gone = new Set(rows.filter(({status}) => status !== 'alive').map(({node}) => node))
  const servers = data.servers.map(server => ({...server, alive: server.alive && !gone.has(server.node)}))
  const {alive, total, needed, margin} = quorumOf({...data, servers})
  const tone = margin < 0 ? 'bad' : margin === 0 ? 'warn' : 'good'
  const verdict = margin < 0 ? 'quorum lost' : margin === 0 ? 'no more may fail' : `${margin} more may fail`
  return [
    span('servers ', 'dim'),
    span(`${alive}/${total} alive`, tone, true),
    span(`, quorum ${needed}, ${verdict}`, tone),
  ]
}
