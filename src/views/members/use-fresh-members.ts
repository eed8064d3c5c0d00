import {useEffect, useRef} from 'react'
import type {HealthCheck} from '../../api/health-check.ts'
import {lanMembersQuery} from '../../state/queries/members.ts'
import {useApp} from '../app-context.ts'

/** Gossip does not push, but its verdict does: when a node's serfHealth flips, the members are read again. */
export const useFreshMembers = (failing: readonly HealthCheck[]): void => {
  const app = useApp()
  const dead = failing
    .filter(({checkId}) => checkId === 'serfHealth')
    .map(({node}) => node)
    .sort()
    .join(' ')
  const before = useRef(dead)
  useEffect(() => {
    if (before.current === dead) return
    before.current = dead
    app.live.refresh(lanMembersQuery(app.queryContext()))
  }, [app, dead])
}
