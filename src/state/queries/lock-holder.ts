import {listNodeChecks} from '../../api/health.ts'
import type {HealthCheck} from '../../api/health-check.ts'
import {readSession, type Session} from '../../api/session.ts'
import type {Query} from '../live.ts'
import {defineQuery, type QueryContext} from './define.ts'
import {optional} from './optional.ts'

/** Who holds a lock, and the checks whose failure would end that. */
export type LockHolder = {readonly session: Session; readonly checks: readonly HealthCheck[]}

/** The session by its ID; undefined for one that has ended. Read once: the key itself tells of every change of its lock. */
export const lockHolderQuery = (context: QueryContext, id: string): Query<LockHolder | undefined> =>
  defineQuery(
    context,
    `session ${id}`,
    async (client, options) => {
      const {data: session, meta} = await readSession(client, id, options)
      if (session === undefined) return {data: undefined, meta}
      const reply = await optional(listNodeChecks(client, session.node, options))
      const checks = (reply?.data ?? []).filter(({checkId}) => session.checks.includes(checkId))
      context.transitions.observe(checks)
      return {data: {session, checks}, meta}
    },
    {everyMs: Number.POSITIVE_INFINITY},
  )
