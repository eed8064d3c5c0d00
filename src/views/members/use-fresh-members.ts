import {useEffect, useRef} from 'react'
import type {HealthCheck} from '../../api/health-check.ts'
import type {Member} from '../../api/member.ts'
import {lanMembersQuery} from '../../state/queries/members.ts'
import {useApp} from '../app-context.ts'

/** Gossip does not push, but its verdict does: where serfHealth and the members disagree, the members are read again. */
export const useFreshMembers = (
  failing: readonly HealthCheck[],
  members: readonly Member[] | undefined,
): void => {
  const app = useApp()
  const dead = new Set(failing.filter(({checkId}) => checkId === 'serfHealth').map(({node}) => node))
  const doubtful = (members ?? [])
    .filter(({name, status}) => (status === 'alive') === dead.has(name))
    .filter(({name, status}) => status === 'alive' || (status === 'failed' && !dead.has(name)))
    .map(({name, status}) => `${name} ${status}`)
    .sort()
    .join(', ')
  const asked = useRef('')
  useEffect(() => {
    if (asked.current === doubtful) return
    asked.current = doubtful
    if (doubtful !== '') app.live.refresh(lanMembersQuery(app.queryContext()))
  }, [app, doubtful])
}
