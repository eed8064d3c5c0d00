import type {KvEntry} from '../../api/kv-entry.ts'
import {type DashboardStatus, decodeDashboardFlags} from './flags.ts'

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
  const flagged = decodeDashboardFlags(flags)
  if (!key.startsWith(folder) || !node || !flagged?.atMs) return undefined
  return {node, ...flagged, text: Buffer.from(value).toString()}
}
