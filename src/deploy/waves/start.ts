import type {ConsulClient} from '../../api/client.ts'
import {type Clock, systemClock} from '../../api/clock.ts'
import type {Preflight} from '../preflight/preflight.ts'
import {beginRollout} from './begin.ts'
import type {Rollout} from './rollout.ts'

export type RolloutDeps = {
  readonly client: ConsulClient
  readonly clock?: Clock | undefined
  /** Who deploys, for the history: `ann@bastion`. */
  readonly operator: string
}

/** Fires the first wave at once: whatever the pre-flight has found is waved through. What fails halts it. */
export const startRollout = (
  {client, clock = systemClock, operator}: RolloutDeps,
  {request, targets, plan, freeze}: Preflight,
): Rollout => {
  const {event, url, filters, terms, category = event} = request
  const {datacenter, isForeign, expected, dead} = targets
  return beginRollout({
    client,
    clock,
    head: {
      course: {event, url, filters, terms, datacenter, isForeign},
      category,
      by: operator,
      startedAtMs: clock.now(),
      expected: expected.map(({node}) => node),
      dead: dead.map(({node}) => node),
    },
    waves: plan.waves.map(({size, nodes}) => ({size, nodes, stage: 'waiting'})),
    planned: wave => plan.waves[wave]?.parts ?? [],
    freezeIndex: freeze?.index,
  })
}
