import {useEffect, useRef} from 'react'
import {useStore} from 'zustand'
import {createStore} from 'zustand/vanilla'
import {CONNECTING, type Live, looksSame, type Query} from '../state/live.ts'
import type {QueryContext} from '../state/queries/define.ts'
import {useApp} from './app-context.ts'

const idle = createStore<Live<never>>(() => CONNECTING)

/**
 * Subscribes to a live query while mounted; `undefined` from `build` asks nothing. The query goes on for `lingerMs` after
 * its last subscriber, or for as long as all queries do. What is not on the screen, `contactAt` and the index, may be that
 * of an earlier answer.
 */
export const useQuery = <T>(
  build: (context: QueryContext) => Query<T> | undefined,
  lingerMs?: number,
): Live<T> => {
  const app = useApp()
  useStore(app.tenancy)
  const query = build(app.queryContext())
  const key = query?.key
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the query's identity, the object is made anew.
  useEffect(() => (query ? app.live.subscribe(query, lingerMs) : undefined), [app, key, lingerMs])
  const shown = useRef<Live<T>>(CONNECTING)
  return useStore(query ? app.live.storeOf(query) : idle, live => {
    if (!looksSame(shown.current, live)) shown.current = live
    return shown.current
  })
}
