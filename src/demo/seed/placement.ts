import type {DemoAgent} from '../cluster-types.ts'
import type {ServiceSpec} from './service-spec.ts'

/** One instance of a service: the agent that it is registered with, its id, and its number (from 0). */
export type Placement = {
  readonly agent: DemoAgent
  readonly spec: ServiceSpec
  readonly id: string
  readonly index: number
  readonly port: number
}

/** Deals the instances of the services out to the agents, each service beginning at another agent. */
export function placeServices(
  specs: readonly ServiceSpec[],
  agents: readonly DemoAgent[],
): readonly Placement[] {
  return specs.flatMap((spec, offset) =>
    Array.from({length: spec.instances}, (_, index) => index).flatMap(index => {
      const agent = agents[(offset + index) % agents.length]
      if (agent === undefined) return []
      // Only instances that share a host need different ports.
      const port = spec.port + Math.floor(index / agents.length)
      return [{agent, spec, index, port, id: `${spec.idPrefix ?? spec.name}-${index + 1}`}]
    }),
  )
}

/** Where services run: the client agents of a datacenter, or its servers when it has no others. */
export function hostsOf(agents: readonly DemoAgent[], datacenter: string): readonly DemoAgent[] {
  const local = agents.filter(agent => agent.datacenter === datacenter)
  const clients = local.filter(agent => !agent.server)
  return clients.length > 0 ? clients : local
}
