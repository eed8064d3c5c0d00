import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import type {ConsulError} from '../../api/errors.ts'
import {listServiceInstances, type ServiceInstance} from '../../api/health.ts'
import {watch} from '../../api/watch.ts'
import {createListeners, type Subscribe} from '../listeners.ts'
import {whySick} from './sick.ts'

/** How some services are. */
export type ServicesHealth = {
  /** Why those do not pass that do not; undefined until all were heard of. */
  readonly sick: () => readonly string[] | undefined
  readonly subscribe: Subscribe
}

type FollowOptions = {readonly datacenter?: string | undefined; readonly signal: AbortSignal}

/** Follows the services until the signal. What cannot be read counts as sick. */
export const followServices = (
  {client, clock}: {readonly client: ConsulClient; readonly clock: Clock},
  names: readonly string[],
  {datacenter, signal}: FollowOptions,
): ServicesHealth => {
  const listeners = createListeners()
  const sick = new Map<string, string | undefined>()
  /** Of the last answer, which holds for as long as Consul says that nothing has changed. */
  const answered = new Map<string, string | undefined>()
  const follow = async (name: string): Promise<void> => {
    const events = watch<readonly ServiceInstance[]>(
      read => listServiceInstances(client, name, {...read, datacenter}),
      {signal, clock},
    )
    for await (const event of events) {
      if (event.type === 'data') answered.set(name, whySick(name, event.reply.data))
      sick.set(name, event.type === 'failed' ? unreadable(name, event.error) : answered.get(name))
      listeners.tell()
    }
  }
  for (const name of names) void follow(name)
  return {
    sick: () => {
      if (sick.size < names.length) return undefined
      return names.flatMap(name => sick.get(name) ?? [])
    },
    subscribe: listeners.subscribe,
  }
}

const unreadable = (name: string, error: ConsulError): string =>
  `the health of ${name} cannot be read: ${error.message}`
