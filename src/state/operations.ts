import {deregisterService, forceLeave, registerService, reloadAgent} from '../api/agent.ts'
import {deregisterFromCatalog} from '../api/catalog.ts'
import type {ConsulClient} from '../api/client.ts'
import {ConsulError, isConsulError} from '../api/errors.ts'
import {setNodeMaintenance, setServiceMaintenance} from '../api/maintenance.ts'
import type {DeregisterOwner} from './instance-owner.ts'
import type {ServiceFile} from './service-file.ts'
import type {TenancyStore} from './tenancy.ts'

/** The identity an action is aimed at: never a row. */
export type InstanceTarget = {
  readonly node: string
  readonly serviceId: string
  readonly owner: DeregisterOwner
}

/** What an operator can change. Each resolves to a sentence that says what was done, or throws a ConsulError. */
export type Operations = {
  readonly forceLeave: (node: string) => Promise<string>
  readonly register: (file: ServiceFile) => Promise<string>
  readonly deregister: (target: InstanceTarget) => Promise<string>
  readonly setInstanceMaintenance: (serviceId: string, enable: boolean, reason: string) => Promise<string>
  readonly setNodeMaintenance: (node: string, enable: boolean, reason: string) => Promise<string>
  readonly reload: () => Promise<string>
}

export const createOperations = (client: ConsulClient, tenancy: TenancyStore): Operations => {
  const where = () => {
    const {consistency: _, ...options} = tenancy.getState()
    return options
  }
  /** Agent endpoints know no datacenter: the agent is in its own. */
  const onAgent = () => {
    const {datacenter: _, ...options} = where()
    return options
  }
  return {
    forceLeave: async node => {
      await forceLeave(client, node, {}, onAgent())
      return `${node} was told to leave`
    },
    register: async ({services}) => {
      const names = services.map(({Name}) => String(Name))
      for (const [index, service] of services.entries()) {
        try {
          await registerService(client, service, {}, onAgent())
        } catch (error) {
          throw services.length === 1 ? error : partlyRegistered(error, names.slice(0, index + 1))
        }
      }
      return `registered ${names.join(', ')}`
    },
    deregister: async ({node, serviceId, owner}) => {
      if (owner.kind === 'asked-agent') await deregisterService(client, serviceId, onAgent())
      else await deregisterFromCatalog(client, {node, serviceId}, where())
      return `deregistered ${serviceId} on ${node}`
    },
    setInstanceMaintenance: async (serviceId, enable, reason) => {
      await setServiceMaintenance(client, serviceId, {enable, reason}, onAgent())
      return `${serviceId} is ${enable ? 'in maintenance' : 'out of maintenance'}`
    },
    setNodeMaintenance: async (node, enable, reason) => {
      await setNodeMaintenance(client, {enable, reason}, onAgent())
      return `${node} is ${enable ? 'in maintenance' : 'out of maintenance'}`
    },
    reload: async () => {
      await reloadAgent(client, onAgent())
      return 'the agent has reloaded its configuration'
    },
  }
}

/** Consul takes services one by one, so a failure leaves those before it registered. The last name is the failed one. */
const partlyRegistered = (error: unknown, names: readonly string[]): unknown => {
  if (!isConsulError(error)) return error
  const {kind, shortMessage, details, nextStep, status, method, path, retryAfterMs, cause} = error
  const done = names.slice(0, -1).join(', ') || 'nothing'
  return new ConsulError({
    kind,
    shortMessage: `registered ${done}; ${names.at(-1)}: ${shortMessage}`,
    details,
    nextStep,
    status,
    method,
    path,
    retryAfterMs,
    cause,
  })
}
