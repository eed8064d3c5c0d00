import type {ConsulClient, QueryOptions, Reply} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import {watch} from '../../api/watch.ts'
import type {Query} from '../live.ts'
import {type Tenancy, tenancyKey} from '../tenancy.ts'
import type {Transitions} from '../transitions.ts'

/** What every query is made of. */
export type QueryContext = {
  readonly client: ConsulClient
  readonly tenancy: Tenancy
  readonly clock: Clock
  readonly transitions: Transitions
}

export type Cadence<T> = {
  /** How long the server may hold an unchanged answer, given the one before; unless told as `watch` has it. */
  readonly waitMs?: (last: T | undefined) => number
  /** For endpoints that do not block: the pause between reads; `Infinity` reads once. */
  readonly everyMs?: number
}

/** Reads that have no event of their own ride on a blocking query; this is how old they may get on a still cluster. */
export const ridingWaitMs = (): number => 120_000

/** A live query: its identity is the name and the tenancy, its life is `watch`. */
export const defineQuery = <T>(
  {client, tenancy, clock}: QueryContext,
  name: string,
  read: (client: ConsulClient, options: QueryOptions, last: T | undefined) => Promise<Reply<T>>,
  cadence: Cadence<T> = {},
): Query<T> => {
  const {consistency, ...where} = tenancy
  return {
    key: `${name} ${tenancyKey(tenancy)}`,
    open: signal =>
      watch((options, last) => read(client, {...where, ...options}, last), {
        signal,
        consistency,
        clock,
        ...cadence,
      }),
  }
}

/** The same read without the index: for what is asked because a blocking query has returned. */
export const atOnce = ({index: _, waitMs: __, ...options}: QueryOptions): QueryOptions => options
