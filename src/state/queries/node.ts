import {type NodeServices, readNode} from '../../api/catalog.ts'
import {listNodeChecks} from '../../api/health.ts'
import type {HealthCheck} from '../../api/health-check.ts'
import {listNodeSessions, type Session} from '../../api/session.ts'
import type {Query} from '../live.ts'
import {defineQuery, type QueryContext} from './define.ts'

/** The node with its services, or undefined where the catalog does not know it. */
export const nodeQuery = (context: QueryContext, node: string): Query<NodeServices | undefined> =>
  defineQuery(context, `catalog.node ${node}`, (client, options) => readNode(client, node, options))

export const nodeChecksQuery = (context: QueryContext, node: string): Query<readonly HealthCheck[]> =>
  defineQuery(context, `health.node ${node}`, async (client, options) => {
    const reply = await listNodeChecks(client, node, options)
    context.transitions.observe(reply.data)
    return reply
  })

export const nodeSessionsQuery = (context: QueryContext, node: string): Query<readonly Session[]> =>
  defineQuery(context, `session.node ${node}`, (client, options) => listNodeSessions(client, node, options))

/** Instances on nodes whose own checks fail: the services they drag down. One read for each node. */
export const sickNodesQuery = (
  context: QueryContext,
  nodes: readonly string[],
): Query<ReadonlyMap<string, readonly {readonly id: string; readonly name: string}[]>> =>
  defineQuery(
    context,
    `catalog.nodes ${nodes.join(' ')}`,
    async (client, options) => {
      const replies = await Promise.all(nodes.map(node => readNode(client, node, options)))
      const found = replies.flatMap(({data}) => (data ? [data] : []))
      const data = new Map(found.map(({node, services}) => [node.name, services]))
      return {data, meta: {filteredByAcls: false}}
    },
    {everyMs: Number.POSITIVE_INFINITY},
  )
