import {createStore, type StoreApi} from 'zustand/vanilla'
import type {DnsType} from '../../api/dns/dns-type.ts'
import type {Result} from './summary.ts'

/** A question of this session, and what came of it. */
export type HistoryEntry = {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly name: string
  readonly type: DnsType
  readonly result: Result
  /** The answer in a sentence. */
  readonly summary: string
}

/** What was asked in this session, the newest first; a question that is asked again moves up. */
export type DnsHistory = {
  readonly store: StoreApi<{readonly entries: readonly HistoryEntry[]}>
  readonly add: (entry: HistoryEntry) => void
}

const MOST = 200

export const createDnsHistory = (): DnsHistory => {
  const store = createStore<{readonly entries: readonly HistoryEntry[]}>(() => ({entries: []}))
  return {
    store,
    add: entry =>
      store.setState(({entries}) => ({
        entries: [
          entry,
          ...entries.filter(({name, type}) => name !== entry.name || type !== entry.type),
        ].slice(0, MOST),
      })),
  }
}
