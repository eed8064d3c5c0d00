import type {Queries} from './app.ts'
import type {Query} from './live.ts'
import type {Tab} from './navigation.ts'
import {checksQuery} from './queries/checks.ts'
import type {QueryContext} from './queries/define.ts'
import {historyQuery} from './queries/deploys.ts'
import {identityQuery} from './queries/identity.ts'
import {folderQuery} from './queries/kv.ts'
import {lanMembersQuery} from './queries/members.ts'
import {serversQuery} from './queries/servers.ts'
import {serviceNamesQuery} from './queries/services.ts'

/** What the first screen of a tab shows. */
const FIRST: Readonly<Record<Tab, (context: QueryContext) => readonly Query<unknown>[]>> = {
  members: context => [lanMembersQuery(context)],
  services: context => [serviceNamesQuery(context)],
  kv: context => [folderQuery(context, '')],
  dns: () => [],
  deploy: context => [historyQuery(context)],
}

/**
 * Asks what the first screen shows before there is a screen, so that Consul works while the screen is made ready. What it
 * returns resolves when the tab's first answer is there, or after `patienceMs`: an agent that hangs must not hold up the screen.
 */
export const warmUp = ({live, queryContext}: Queries, tab: Tab): ((patienceMs?: number) => Promise<void>) => {
  const context = queryContext()
  const own = FIRST[tab](context)
  const all = [
    ...own,
    checksQuery(context, 'critical'),
    checksQuery(context, 'warning'),
    serversQuery(context),
  ]
  const leave = [...all, identityQuery(context)].map(query => live.subscribe(query))
  const store = own[0] && live.storeOf(own[0])
  return (patienceMs = 100) =>
    new Promise(resolve => {
      const done = (): void => {
        clearTimeout(timer)
        unsubscribe?.()
        for (const end of leave) end() // they linger, and the views take them over
        resolve()
      }
      const timer = setTimeout(done, patienceMs)
      const isAnswered = (): boolean => store?.getState().link !== 'connecting'
      const unsubscribe = store?.subscribe(() => {
        if (isAnswered()) done()
      })
      if (isAnswered()) done()
    })
}
