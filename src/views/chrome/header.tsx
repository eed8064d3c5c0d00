import type {ReactNode} from 'react'
import {useStore} from 'zustand'
import {checksQuery} from '../../state/queries/checks.ts'
import {type Identity, identityQuery} from '../../state/queries/identity.ts'
import {serversQuery} from '../../state/queries/servers.ts'
import {useApp} from '../app-context.ts'
import {Line} from '../line.tsx'
import {fitParts, type Span, span} from '../span.ts'
import {useQuery, useSubscription} from '../use-query.ts'
import {useLink} from './use-link-spans.ts'

/** Where one is and as whom: datacenter, consistency, agent, leader, token. */
export const Header = ({width}: {readonly width: number}): ReactNode => {
  const app = useApp()
  const {datacenter, consistency} = useStore(app.tenancy)
  const identity = useQuery(identityQuery)
  const servers = useQuery(serversQuery)
  // The heartbeat: an agent that hangs is found out on every screen, however long its own queries may be silent.
  useSubscription(context => checksQuery(context, 'critical'))
  const {agent} = identity.data ?? {}
  const parts: {readonly spans: readonly Span[]; readonly rank: number}[] = [
    {rank: 0, spans: [span('lictor', 'accent', true)]},
    {rank: 1, spans: [span(datacenter ?? agent?.datacenter ?? '…', undefined, true)]},
    {rank: 2, spans: [span(consistency, consistency === 'default' ? 'dim' : 'warn')]},
    {rank: 4, spans: [span(app.client.address.replace(/^http:\/\//, '')), ...agentSpans(agent)]},
    {
      rank: 3,
      spans: leaderSpans(useLink().leaderless ? undefined : servers.data?.leader, servers.data !== undefined),
    },
    {rank: 5, spans: tokenSpans(identity.data)},
    ...(app.client.readOnly ? [{rank: 1, spans: [span('read-only', 'notice', true)]}] : []),
  ]
  return <Line spans={fitParts(parts, width)} />
}

const agentSpans = (agent: Identity['agent']): readonly Span[] =>
  agent ? [span(` ${agent.nodeName} ${agent.version}`, 'dim')] : []

const leaderSpans = (leader: string | undefined, known: boolean): readonly Span[] => {
  if (!known) return [span('leader …', 'dim')]
  return leader === undefined ? [span('no leader', 'bad', true)] : [span('leader ', 'dim'), span(leader)]
}

/** The accessor names the token; its secret is never on the screen. */
const tokenSpans = (identity: Identity | undefined): readonly Span[] => {
  if (identity === undefined) return [span('token …', 'dim')]
  const {token} = identity
  if (token === undefined) return [span('token ', 'dim'), span('not known to Consul', 'warn')]
  if (token.disabled) return [span('ACLs off', 'dim')]
  return [span('token ', 'dim'), span(token.accessorId.slice(0, 8))]
}
