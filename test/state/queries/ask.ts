import type {ConsulClient} from '../../../src/api/client.ts'
import {systemClock} from '../../../src/api/clock.ts'
import type {WatchEvent} from '../../../src/api/watch.ts'
import type {Query} from '../../../src/state/live.ts'
import type {QueryContext} from '../../../src/state/queries/define.ts'
import type {Tenancy} from '../../../src/state/tenancy.ts'
import {createTransitions} from '../../../src/state/transitions.ts'
import {until} from '../../support/cluster.ts'

export const contextOf = (client: ConsulClient, tenancy: Partial<Tenancy> = {}): QueryContext => ({
  client,
  clock: systemClock,
  transitions: createTransitions(systemClock),
  tenancy: {consistency: 'default', ...tenancy},
})

/** The first thing that the query tells. */
export const firstEvent = async <T>(query: Query<T>): Promise<WatchEvent<T>> => {
  const stop = new AbortController()
  try {
    for await (const event of query.open(stop.signal)) return event
    throw new Error('The query told nothing.')
  } finally {
    stop.abort()
  }
}

/** The first data of the query; a failure fails the test. */
export const ask = async <T>(query: Query<T>): Promise<T> => {
  const event = await firstEvent(query)
  if (event.type === 'data') return event.reply.data
  throw event.type === 'failed' ? event.error : new Error('The query told of no data.')
}

/** Asks until something is found; `what` names it in the failure. */
export const untilFound = async <T>(find: () => Promise<T | undefined>, what: string): Promise<T> => {
  const found = await until(find, what)
  if (found === undefined) throw new Error(`There is no ${what}.`)
  return found
}

/** All that the query tells until the test has seen enough. */
export const follow = <T>(query: Query<T>): {readonly data: readonly T[]; readonly stop: () => void} => {
  const stop = new AbortController()
  const data: T[] = []
  void (async () => {
    for await (const event of query.open(stop.signal)) if (event.type === 'data') data.push(event.reply.data)
  })()
  return {data, stop: () => stop.abort()}
}
