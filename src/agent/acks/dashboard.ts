import type {Phase, PhaseReport} from '../../deploy/protocol/phase.ts'
import {doing} from '../wording.ts'
import type {AckWrite} from './deliver.ts'

/** consul-kv-dashboard's words for how it is, as it counts them. */
export const DASHBOARD_STATUS = {success: 0, warning: 1, danger: 2, info: 3} as const

export type DashboardPlace = {readonly category: string; readonly node: string}

/** Where consul-kv-dashboard looks; time and status are in the flags. */
export const dashboardKey = ({category, node}: DashboardPlace): string => `dashboard/${category}/${node}`

/** Only the beginning and the end are worth a write. The payload is left out: an URL may hold a password. */
export const dashboardWrite = (
  place: DashboardPlace,
  event: string,
  {phase, during, reason}: PhaseReport,
  nowMs: number,
): AckWrite | undefined => {
  const status = STATUS[phase]
  if (status === undefined) return undefined
  const text =
    phase === 'failed'
      ? `${event}: failed while ${doing(during)}: ${reason ?? 'no reason'}`
      : `${event}: ${phase}`
  return {
    key: dashboardKey(place),
    value: Buffer.from(text),
    flags: BigInt(Math.floor(nowMs / 1000)) * 1000n + BigInt(status),
  }
}

const STATUS: Partial<Readonly<Record<Phase, number>>> = {
  received: DASHBOARD_STATUS.info,
  done: DASHBOARD_STATUS.success,
  failed: DASHBOARD_STATUS.danger,
}
