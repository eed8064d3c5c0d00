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
 * the connection only where nothing else answers.
 */
export const summarizeLinks = (lives: Iterable<Live<unknown>>): LinkSummary => {
  const all = [...lives]
  const retrying = all.filter(live => live.link === 'retrying')
  const speaking = retrying[0] ?? (all.every(live => live.link === 'stopped') ? all[0] : undefined)
  const contacts = retrying.flatMap(live => live.contactAt ?? [])
  const leaderless = all.some(live => live.leaderless)
  const lastContacts = all.flatMap(live => live.meta?.lastContactMs || [])
  return {
    state: speaking?.link ?? (all.some(live => live.link === 'live') ? 'live' : 'connecting'),
    leaderless,
    ...(speaking?.error && {error: speaking.error}),
    ...(retrying.length > 0 && {retryAt: Math.min(...retrying.flatMap(live => live.retryAt ?? []))}),
    ...(contacts.length > 0 && {contactAt: Math.min(...contacts)}),
    ...(lastContacts.length > 0 && {lastContactMs: Math.max(...lastContacts)}),
  }
}
