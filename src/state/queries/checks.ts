import {listChecksInState} from '../../api/health.ts'
import type {HealthCheck} from '../../api/health-check.ts'
import type {Query} from '../live.ts'
import {defineQuery, type QueryContext} from './define.ts'

/**
 * Every check of the datacenter in one state. `critical` and `warning` are small answers that each flip wakes, so they
 * carry the news to every view; one poll each, shared.
 */
export const checksQuery = (
  context: QueryContext,
  state: 'critical' | 'warning',
): Query<readonly HealthCheck[]> =>
  defineQuery(
    context,
    `health.state ${state}`,
    async (client, options) => {
      const reply = await listChecksInState(client, state, options)
      context.transitions.observeAll(state, reply.data)
      return reply
    },
    {waitMs: () => HEARTBEAT_MS},
  )

/** These small answers are also the heartbeat: an agent that hangs is found out by the read that does not come back. */
const HEARTBEAT_MS = 15_000
