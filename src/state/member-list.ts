import type {AgentSelf} from '../api/agent-self.ts'
import type {HealthCheck} from '../api/health-check.ts'
import {createFailingChecks} from './failing-checks.ts'
import type {Live} from './live.ts'
import type {LiveQueries} from './live-queries.ts'
import {memo} from './memo.ts'
import type {QueryContext} from './queries/define.ts'
import {identityQuery} from './queries/identity.ts'
import {type LanMembers, lanMembersQuery} from './queries/members.ts'
import {type Servers, serversQuery} from './queries/servers.ts'
import {type WanMembers, wanMembersQuery} from './queries/wan-members.ts'
import {type MemberRow, memberRows} from './rows/member-rows.ts'
import {wanMemberRows} from './rows/wan-member-rows.ts'

/** What the answers say of the members at this moment. */
type Reading = {readonly live: Live<unknown>; readonly rows: readonly MemberRow[]}

export type MemberList = {readonly read: () => Reading}

const NONE: readonly MemberRow[] = []

/** The gossip pool of the datacenter, read from the stores of its queries, outside of React. */
export const createLanList = (queries: LiveQueries, context: QueryContext): MemberList => {
  const lan = queries.storeOf(lanMembersQuery(context))
  const servers = queries.storeOf(serversQuery(context))
  const identity = queries.storeOf(identityQuery(context))
  const failingChecks = createFailingChecks(queries, context)
  const rowsOf = memo(
    (
      members: LanMembers | undefined,
      known: Servers | undefined,
      failing: readonly HealthCheck[],
      agent: AgentSelf | undefined,
    ) => {
      if (members === undefined) return NONE
      const datacenter = context.tenancy.datacenter ?? agent?.datacenter
      return memberRows({lan: members, servers: known, failing, self: agent?.nodeName, datacenter})
    },
  )
  return {
    read: () => {
      const live = lan.getState()
      const {agent} = identity.getState().data ?? {}
      return {live, rows: rowsOf(live.data, servers.getState().data, failingChecks().failing, agent)}
    },
  }
}

/** The pool of the servers across datacenters. */
export const createWanList = (queries: LiveQueries, context: QueryContext): MemberList => {
  const wan = queries.storeOf(wanMembersQuery(context))
  const identity = queries.storeOf(identityQuery(context))
  const rowsOf = memo((members: WanMembers | undefined, agent: AgentSelf | undefined) =>
    members ? wanMemberRows(members, agent && {node: agent.nodeName, datacenter: agent.datacenter}) : NONE,
  )
  return {
    read: () => {
      const live = wan.getState()
      return {live, rows: rowsOf(live.data, identity.getState().data?.agent)}
    },
  }
}
