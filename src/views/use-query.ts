import {useEffect} from 'react'
import {useStore} from 'zustand'
import {createStore} from 'zustand/vanilla'
import {CONNECTING, type Live, type Query} from '../state/live.ts'
import type {QueryContext} from '../state/queries/define.ts'
import {useApp} from './app-context.ts'

const idle = createStore<Live<never>>(() => CONNECTING)

/**
 * Subscribes to a live query while mounted; `undefined` from `build` asks nothing. The query goes on for `lingerMs` after
 * its last subscriber, or for as long as all queries do.
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
  return useStore(query ? app.live.storeOf(query) : idle)
}
