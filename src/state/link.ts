import type {ConsulError} from '../api/errors.ts'
import type {Live} from './live.ts'

/** The state of all that is looked at, in one word, for the header. */
export type LinkSummary = {
  readonly state: 'connecting' | 'live' | 'retrying' | 'stopped'
  /** Some of the data is stale, because no server leads. */
  readonly leaderless: boolean
  readonly error?: ConsulError
  /** Milliseconds since the epoch of the next try. */
  readonly retryAt?: number
  /** Milliseconds since the epoch: until when the data whose link is broken is known to have been current. */
  readonly contactAt?: number
  /** For stale reads: how long ago the answering server last heard of a leader, in milliseconds. */
  readonly lastContactMs?: number
}

/**
 * The worst link speaks for all. A query that stopped for want of a permission says so in its own view; it stands for
 * the connection where data on the screen has stopped with it, or where nothing else answers.
 */
export const summarizeLinks = (lives: Iterable<Live<unknown>>): LinkSummary => {
  const all = [...lives]
  const retrying = all.filter(live => live.link === 'retrying')
  const live = all.filter(live => live.link === 'live')
  const stopped = all.filter(live => live.link === 'stopped')
  const frozen = stopped.filter(live => live.contactAt !== undefined)
  const speaking = retrying[0] ?? frozen[0] ?? (stopped.length === all.length ? stopped[0] : undefined)
  const contacts = [...retrying, ...frozen].flatMap(live => live.contactAt ?? [])
  const leaderless = live.some(live => live.leaderless)
  const lastContacts = live.flatMap(live => live.meta?.lastContactMs || [])
  return {
    state: speaking?.link ?? (live.length > 0 ? 'live' : 'connecting'),
    leaderless,
    ...(speaking?.error && {error: speaking.error}),
    ...(retrying.length > 0 && {retryAt: Math.min(...retrying.flatMap(live => live.retryAt ?? []))}),
    ...(contacts.length > 0 && {contactAt: Math.min(...contacts)}),
    ...(lastContacts.length > 0 && {lastContactMs: Math.max(...lastContacts)}),
  }
}
