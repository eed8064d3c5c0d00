import {requestJson} from '../consul-http.ts'
import type {Placement} from './placement.ts'
import {checkId, registrationOf} from './registration.ts'
import type {CheckStatus} from './service-spec.ts'

/** A TTL check, and what the demo reports for it again and again. */
export type Heartbeat = {
  readonly agentAddress: string
  readonly checkId: string
  readonly status: CheckStatus
  readonly output: string
}

export type RegisterOptions = {
  readonly placements: readonly Placement[]
  readonly urlOf: (id: string) => string
  readonly token: string | undefined
}

/** Registers every instance with its agent, and puts those into maintenance that are to be. */
export async function registerServices(options: RegisterOptions): Promise<void> {
  const {placements, token, urlOf} = options
  await Promise.all(
    placements.map(async placement => {
      const {agent, spec, id, index} = placement
      const body = registrationOf(placement, urlOf)
      await requestJson(agent.httpAddress, '/v1/agent/service/register', {method: 'PUT', body, token})
      if (spec.maintenance === undefined || index > 0) return
      const query = new URLSearchParams({enable: 'true', reason: spec.maintenance})
      const path = `/v1/agent/service/maintenance/${encodeURIComponent(id)}?${query}`
      await requestJson(agent.httpAddress, path, {method: 'PUT', token})
    }),
  )
}

/** The TTL checks among the checks of the instances. */
export function heartbeatsOf(placements: readonly Placement[]): readonly Heartbeat[] {
  return placements.flatMap(({agent, spec, id, index}) =>
    spec.checks(index).flatMap((check, position) =>
      check.kind === 'ttl'
        ? [
            {
              agentAddress: agent.httpAddress,
              checkId: checkId(id, position),
              status: check.status,
              output: check.output,
            },
          ]
        : [],
    ),
  )
}
