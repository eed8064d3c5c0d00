/** consul-kv-dashboard's words for how something is, in the order in which it counts them. */
const STATUSES = ['success', 'warning', 'danger', 'info'] as const

export type DashboardStatus = (typeof STATUSES)[number]

/** How it counts a status in the flags of a key. */
export const dashboardNumber = (status: DashboardStatus): number => STATUSES.indexOf(status)

/** Seconds since 1970 times 1000, plus the status. */
export const encodeDashboardFlags = (status: DashboardStatus, atMs: number): bigint =>
  BigInt(Math.floor(atMs / 1000)) * 1000n + BigInt(dashboardNumber(status))

/** Undefined for a number that has no status in it. */
export const decodeDashboardFlags = (
  flags: bigint,
): {readonly atMs: number; readonly status: DashboardStatus} | undefined => {
  const status = STATUSES[Number(flags % 1000n)]
  return status && {atMs: Number(flags / 1000n) * 1000, status}
}
