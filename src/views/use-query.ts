import {useEffect, useRef} from 'react'
import {useStore} from 'zustand'
import {createStore} from 'zustand/vanilla'
import {CONNECTING, type Live, looksSame, type Query} from '../state/live.ts'
import type {QueryContext} from '../state/queries/define.ts'
import {useApp} from './app-context.ts'

const idle = createStore<Live<never>>(() => CONNECTING)

type Build<T> = (context: QueryContext) => Query<T> | undefined

/**
 * Subscribes to a live query while mounted; `undefined` from `build` asks nothing. The query goes on for `lingerMs` after
 * its last subscriber, or for as long as all queries do. Nothing is drawn for its answers.
 */
export const useSubscription = <T>(build: Build<T>, lingerMs?: number): Query<T> | undefined => {
  const app = useApp()
  useStore(app.tenancy)
  const query = build(app.queryContext())
  const key = query?.key
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the query's identity, the object is made anew.
  useEffect(() => (query ? app.live.subscribe(query, lingerMs) : undefined), [app, key, lingerMs])
  return query
}

/** What is known of a query that one is subscribed to. What is not on the screen, `contactAt` and the index, may be older. */
export const useQuery = <T>(build: Build<T>, lingerMs?: number): Live<T> => {
  const app = useApp()
  const query = useSubscription(build, lingerMs)
  const shown = useRef<Live<T>>(CONNECTING)
  return useStore(query ? app.live.storeOf(query) : idle, live => {
    if (!looksSame(shown.current, live)) shown.current = live
    return shown.current
  })
}
