import {type DashboardStatus, decodeDashboardFlags} from '../../deploy/dashboard/flags.ts'

/** What consul-kv-dashboard reads in the flags of a key. */
export type DashboardFlags = {
  /** Milliseconds since 1970. */
  readonly time: number
  readonly status: DashboardStatus
}

/** Before its time, or hardly to be lived to, a number is no moment but something else: 2010 and 2100. */
const EARLIEST_MS = 1_262_304_000_000
const LATEST_MS = 4_102_444_800_000

/** Reads flags as seconds since 1970 times 1000, plus a status from 0 to 3; undefined where they make no sense as such. */
export const dashboardFlagsOf = (flags: bigint): DashboardFlags | undefined => {
  const decoded = decodeDashboardFlags(flags)
  if (decoded === undefined || decoded.atMs < EARLIEST_MS || decoded.atMs >= LATEST_MS) return undefined
  return {time: decoded.atMs, status: decoded.status}
}
