import type {Tab} from '../state/navigation.ts'

/** What a tab is called, wherever it is named. */
export const TAB_TITLES: Readonly<Record<Tab, string>> = {
  members: 'Members',
  services: 'Services',
  kv: 'KV',
  dns: 'DNS',
  deploy: 'Deploy',
}
