import {useEffect, useRef} from 'react'
import {useStore} from 'zustand'
import type {KvEntry} from '../../api/kv-entry.ts'
import type {SeenKey} from '../../state/kv/seen-keys.ts'
import {glows} from '../../state/kv/tree.ts'
import type {Live} from '../../state/live.ts'
import {keyQuery} from '../../state/queries/kv.ts'
import {type LockHolder, lockHolderQuery} from '../../state/queries/lock-holder.ts'
import {useApp} from '../app-context.ts'
import {useNow} from '../use-now.ts'
import {useQuery} from '../use-query.ts'

/** All that is known of a key. */
export type KnownKey = {
  readonly live: Live<KvEntry | undefined>
  readonly seen: SeenKey | undefined
  readonly holder: Live<LockHolder | undefined>
  /** It was deleted, or never was. */
  readonly isGone: boolean
  /** Milliseconds since the epoch while something has just happened to it, else 0. */
  readonly now: number
}

/** Keeps one key live if it is asked for; else tells what has been seen of it. */
export const useKey = (key: string | undefined, isAsked: boolean): KnownKey => {
  const app = useApp()
  const asked = isAsked ? key : undefined
  const live = useQuery(context => (asked === undefined ? undefined : keyQuery(context, asked)), 0)
  const seenKeys = app.seenKeys()
  useStore(seenKeys.store)
  useObserved(asked, live)
  const {data, link, changedAt} = live
  const seen = key === undefined ? undefined : seenKeys.get(key)
  const session = seen?.entry.session
  const holder = useQuery(context =>
    session === undefined || !isAsked ? undefined : lockHolderQuery(context, session),
  )
  const isGone = link === 'live' && data === undefined && changedAt !== undefined
  const eventAt = Math.max(seen?.changedAt ?? 0, seen?.deletedAt ?? 0)
  const now = useNow(glows(eventAt, app.clock.now()))
  return {live, seen, holder, isGone, now}
}

/** What was answered while this key was looked at happened then; the first answer may be of long ago. */
const useObserved = (
  key: string | undefined,
  {data, link, contactAt = 0}: Live<KvEntry | undefined>,
): void => {
  const seenKeys = useApp().seenKeys()
  const watched = useRef<string>(undefined)
  const askedAt = useRef(contactAt)
  askedAt.current = contactAt
  useEffect(() => {
    if (key === undefined || link !== 'live') {
      watched.current = undefined
      return
    }
    const isWatched = watched.current === key
    watched.current = key
    if (data) seenKeys.observe([data], {askedAt: askedAt.current, isWatched: () => isWatched})
    else if (isWatched) seenKeys.deleted(key)
  }, [seenKeys, key, data, link])
}
