import type {QueryMeta} from '../api/client.ts'
import type {ConsulError} from '../api/errors.ts'
import {same} from '../api/same.ts'
import type {WatchEvent} from '../api/watch.ts'

/**
 * What is known of one query. Two axes that are never mixed: the data with its age, and the link.
 * An error never erases data.
 */
export type Live<T> = {
  readonly data?: T
  readonly meta?: QueryMeta
  readonly error?: ConsulError
  readonly link: 'connecting' | 'live' | 'retrying' | 'stopped'
  /** The data is a stale read, because no server leads. */
  readonly leaderless: boolean
  /** Milliseconds since the epoch: until when the data is known to be current, changed or not. */
  readonly contactAt?: number
  /** Milliseconds since the epoch of the last answer that differed. */
  readonly changedAt?: number
  /** Milliseconds since the epoch of the next try, while `retrying`. */
  readonly retryAt?: number
}

/** `key` is the identity and holds every parameter, tenancy and consistency among them. */
export type Query<T> = {
  readonly key: string
  readonly open: (signal: AbortSignal) => AsyncIterable<WatchEvent<T>>
}

/** What is known before the first answer. */
export const CONNECTING: Live<never> = {link: 'connecting', leaderless: false}

/** Whether both look alike on the screen: an answer without news moves only the time of contact and the index. */
export const looksSame = (left: Live<unknown>, right: Live<unknown>): boolean =>
  left.data === right.data &&
  left.link === right.link &&
  left.error === right.error &&
  left.retryAt === right.retryAt &&
  left.leaderless === right.leaderless &&
  left.changedAt === right.changedAt &&
  left.meta?.filteredByAcls === right.meta?.filteredByAcls

/** One event turns one state into the next. */
export const reduce = (live: Live<unknown>, event: WatchEvent<unknown>, now: number): Live<unknown> => {
  const {data, changedAt} = live
  switch (event.type) {
    case 'data': {
      // A loop that was started again knows nothing of what is shown.
      const known = changedAt !== undefined && same(data, event.reply.data)
      return {
        data: known ? data : event.reply.data,
        meta: event.reply.meta,
        link: 'live',
        leaderless: event.leaderless,
        contactAt: now,
        changedAt: known ? changedAt : now,
      }
    }
    case 'unchanged':
      return {
        data,
        meta: event.meta,
        link: 'live',
        leaderless: event.leaderless,
        contactAt: now,
        ...(changedAt !== undefined && {changedAt}),
      }
    case 'failed':
      return afterFailure(live, event, now)
  }
}

/** An open poll vouches for its data until it breaks; one that went silent does not. */
const afterFailure = (
  {data, meta, contactAt, changedAt, leaderless, link}: Live<unknown>,
  {error, retryInMs}: Extract<WatchEvent<unknown>, {type: 'failed'}>,
  now: number,
): Live<unknown> => {
  const current = link === 'live' && error.kind !== 'timeout' ? now : contactAt
  return {
    ...(data !== undefined && {data}),
    ...(meta && {meta}),
    ...(current !== undefined && {contactAt: current}),
    ...(changedAt !== undefined && {changedAt}),
    leaderless,
    error,
    ...(retryInMs === undefined ? {link: 'stopped'} : {link: 'retrying', retryAt: now + retryInMs}),
  }
}
