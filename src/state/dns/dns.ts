import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import type {Navigation, RouteEntry} from '../navigation.ts'
import {createPerEntry} from '../per-entry.ts'
import type {TenancyStore} from '../tenancy.ts'
import {createDnsHistory} from './history.ts'
import {createNaming, type Naming, type NamingParts} from './naming.ts'
import {createDnsPage, type DnsPage, type DnsTools} from './page.ts'

/** Whom to ask, where that is not what the agent says of itself. */
export type DnsChoice = {
  /** `host:port`; several with commas between them, of which a lookup asks the first. */
  readonly dnsAddress?: string | undefined
  readonly domain?: string | undefined
}

/** Asking DNS, each screen for itself. */
export type Dns = {
  readonly page: (entry: RouteEntry) => DnsPage
  readonly naming: Naming
  /** Whether this screen has a question to be asked again. */
  readonly askAgain: (entry: RouteEntry) => boolean
  readonly isRunning: (entry: RouteEntry) => boolean
  /** Ends what this screen asks; whether it asked anything. */
  readonly stop: (entry: RouteEntry) => boolean
}

export type DnsParts = {
  readonly queries: NamingParts['queries'] & {
    readonly client: ConsulClient
    readonly clock: Clock
    readonly tenancy: TenancyStore
  }
  readonly navigation: Navigation
  readonly choice: DnsChoice
}

export const createDns = ({queries, navigation, choice}: DnsParts): Dns => {
  const {client, clock, tenancy} = queries
  const history = createDnsHistory()
  const load = async (): Promise<DnsTools> => {
    const [{openDesk}, {reportOf}, {sentencesOf}] = await Promise.all([
      import('./desk.ts'),
      import('./report.ts'),
      import('./summary.ts'),
    ])
    return {
      openDesk: signal => openDesk({client, ...choice, datacenter: tenancy.getState().datacenter, signal}),
      describe: (asked, settings, explanation) => ({
        report: reportOf(asked, settings, explanation),
        sentences: sentencesOf(asked.lookup),
      }),
    }
  }
  const pages = createPerEntry(navigation, () => createDnsPage({load, history, now: clock.now}))
  return {
    page: pages.of,
    naming: createNaming({queries, history, domain: choice.domain}),
    askAgain: entry => {
      const page = pages.known(entry)
      if (page?.store.getState().question === undefined) return false
      void page.again()
      return true
    },
    isRunning: entry => pages.known(entry)?.isRunning() ?? false,
    stop: entry => pages.known(entry)?.stop() ?? false,
  }
}
