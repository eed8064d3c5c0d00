import {type AccessAnswer, authorize, type OwnToken, readOwnToken} from '../../api/acl.ts'
import {type AgentSelf, readAgentSelf} from '../../api/agent-self.ts'
import type {ConsulClient, QueryOptions, Reply} from '../../api/client.ts'
import type {Query} from '../live.ts'
import {defineQuery, type QueryContext} from './define.ts'
import {optional} from './optional.ts'

/** Who is asked, and as whom. The parts that the token may not see are absent. */
export type Identity = {
  readonly agent?: AgentSelf
  readonly token?: OwnToken
  /** Where ACLs are on: what the token may read at all. Lists are filtered silently, so this tells empty from hidden. */
  readonly permissions?: readonly AccessAnswer[]
}

/** Read once a connection; `r` reads it again. */
export const identityQuery = (context: QueryContext): Query<Identity> =>
  defineQuery(context, 'identity', readIdentity, {everyMs: Number.POSITIVE_INFINITY})

const READS = ['service', 'node', 'agent', 'session', 'key'] as const

const readIdentity = async (client: ConsulClient, options: QueryOptions): Promise<Reply<Identity>> => {
  const [agent, token] = await Promise.all([
    optional(readAgentSelf(client, options)),
    optional(readOwnToken(client, options)),
  ])
  const acls = token?.data.disabled !== true
  const asked = READS.map(resource => ({resource, access: 'read' as const, segment: ''}))
  const permissions = acls ? await optional(authorize(client, asked, options)) : undefined
  return {
    data: {
      ...(agent && {agent: agent.data}),
      ...(token && {token: token.data}),
      ...(permissions && {permissions: permissions.data}),
    },
    meta: agent?.meta ?? {filteredByAcls: false},
  }
}
