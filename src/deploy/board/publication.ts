import type {Clock} from '../../api/clock.ts'
import {createCoalesce} from '../../api/coalesce.ts'
import type {WatchEvent} from '../../api/watch.ts'
import {createListeners, type Subscribe} from '../listeners.ts'
import type {Listed} from './reader.ts'
import type {Roster} from './roster.ts'
import {type BoardLink, type BoardSnapshot, countTotals, isComplete} from './snapshot.ts'

/** What the readers of a board see of it. */
export type Publication = {
  readonly snapshot: () => BoardSnapshot
  readonly subscribe: Subscribe
  /** Something was read. */
  readonly touch: () => void
  readonly hear: (event: WatchEvent<Listed>) => void
  readonly fired: () => void
  readonly close: () => void
}

const PUBLISH_MS = 100

/** Makes snapshots, ten a second at the most; the one in which all have ended at once. */
export const createPublication = (roster: Roster, clock: Clock): Publication => {
  const listeners = createListeners()
  let link: BoardLink = {state: 'connecting'}
  let firedAtMs: number | undefined
  let mostKeys = 0
  let isGone = false

  const hosts = () => roster.all().map(tracker => tracker.host())
  const take = (): BoardSnapshot => {
    const all = hosts()
    return {hosts: all, totals: countTotals(all), link, firedAtMs, isComplete: isComplete(all), isGone}
  }
  let snapshot = take()
  const show = (): void => {
    snapshot = take()
    listeners.tell()
  }
  const publishing = createCoalesce<undefined>(show, PUBLISH_MS, clock)
  const touch = (): void => publishing.push(undefined)
  const count = (keys: number): void => {
    isGone = mostKeys > 0 && keys === 0
    mostKeys = Math.max(mostKeys, keys)
  }
  return {
    snapshot: () => snapshot,
    subscribe: listeners.subscribe,
    touch,
    hear: event => {
      if (event.type === 'data') count(event.reply.data.keys)
      link = linkAfter(event)
      touch()
      if (isComplete(hosts())) publishing.flush()
    },
    fired: () => {
      firedAtMs = clock.now()
      touch()
    },
    close: () => {
      // Whoever hears of it may close it again.
      if (link.state === 'closed') return
      link = {state: 'closed'}
      touch()
      publishing.flush()
    },
  }
}

const linkAfter = (event: WatchEvent<Listed>): BoardLink => {
  if (event.type !== 'failed') return {state: event.leaderless ? 'leaderless' : 'live'}
  return {state: event.retryInMs === undefined ? 'stopped' : 'retrying', error: event.error}
}
