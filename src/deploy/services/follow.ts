import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import {listServiceInstances, type ServiceInstance} from '../../api/health.ts'
import {type WatchEvent, watch} from '../../api/watch.ts'
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
  const follow = async (name: string): Promise<void> => {
    const events = watch<readonly ServiceInstance[]>(
      read => listServiceInstances(client, name, {...read, datacenter}),
      {signal, clock},
    )
    for await (const event of events) {
      if (event.type === 'unchanged') continue
      sick.set(name, wordsFor(name, event))
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

const wordsFor = (
  name: string,
  event: Exclude<WatchEvent<readonly ServiceInstance[]>, {readonly type: 'unchanged'}>,
): string | undefined =>
  event.type === 'data'
    ? whySick(name, event.reply.data)
    : `the health of ${name} cannot be read: ${event.error.message}`
