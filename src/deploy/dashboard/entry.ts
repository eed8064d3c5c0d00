import type {KvEntry} from '../../api/kv-entry.ts'

/** consul-kv-dashboard's words for how something is, in the order in which it counts them. */
const STATUSES = ['success', 'warning', 'danger', 'info'] as const

export type DashboardStatus = (typeof STATUSES)[number]

/** What a hook of a manifest has told consul-kv-dashboard (consul-wire 3.4). */
export type DashboardEntry = {
  readonly node: string
  readonly status: DashboardStatus
  /** By the clock of the host, to the second. */
  readonly atMs: number
  readonly text: string
}

/** Where all of a category lies. */
export const dashboardFolder = (category: string): string => `dashboard/${category}/`

/** Undefined for what is no such entry: anybody may write anything there. */
export const decodeDashboardEntry = (
  folder: string,
  {key, flags, value}: Pick<KvEntry, 'key' | 'flags' | 'value'>,
): DashboardEntry | undefined => {
  const [node] = key.slice(folder.length).split('/')
  const status = STATUSES[Number(flags % 1000n)]
  if (!key.startsWith(folder) || !node || status === undefined || flags < 1000n) return undefined
  return {node, status, atMs: Number(flags / 1000n) * 1000, text: Buffer.from(value).toString()}
}
