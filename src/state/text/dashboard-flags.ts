/** What consul-kv-dashboard reads in the flags of a key. */
export type DashboardFlags = {
  /** Milliseconds since 1970. */
  readonly time: number
  readonly status: 'success' | 'warning' | 'danger' | 'info'
}

const STATUSES = ['success', 'warning', 'danger', 'info'] as const

/** Before its time, or hardly to be lived to, a number is no moment but something else: 2010 and 2100, in seconds. */
const EARLIEST = 1_262_304_000n
const LATEST = 4_102_444_800n

/** Reads flags as seconds since 1970 times 1000, plus a status from 0 to 3; undefined where they make no sense as such. */
export const dashboardFlagsOf = (flags: bigint): DashboardFlags | undefined => {
  const status = STATUSES[Number(flags % 1000n)]
  const seconds = flags / 1000n
  if (!status || seconds < EARLIEST || seconds >= LATEST) return undefined
  return {time: Number(seconds) * 1000, status}
}
