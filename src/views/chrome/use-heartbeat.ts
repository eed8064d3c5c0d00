import {useEffect} from 'react'
import {useStore} from 'zustand'
import {checksQuery} from '../../state/queries/checks.ts'
import {useApp} from '../app-context.ts'

/** An agent that hangs is found out on every screen within half a minute, however long its own queries may be silent. */
export const useHeartbeat = (): void => {
  const app = useApp()
  useStore(app.tenancy)
  const query = checksQuery(app.queryContext(), 'critical')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the query's identity, the object is made anew.
  useEffect(() => app.live.subscribe(query), [app, query.key])
}
