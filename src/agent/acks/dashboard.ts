import {dashboardFolder} from '../../deploy/dashboard/entry.ts'
import {type DashboardStatus, encodeDashboardFlags} from '../../deploy/dashboard/flags.ts'
import type {Phase, PhaseReport} from '../../deploy/protocol/phase.ts'
import {doing} from '../wording.ts'
import type {AckWrite} from './deliver.ts'

export type DashboardPlace = {readonly category: string; readonly node: string}

/**
 * What consul-kv-dashboard looks for, with time and status in the flags. Only the beginning and the end are worth a write. The
 * payload is left out: an URL may hold a password.
 */
export const dashboardWrite = (
  {category, node}: DashboardPlace,
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
    key: dashboardFolder(category) + node,
    value: Buffer.from(text),
    flags: encodeDashboardFlags(status, nowMs),
  }
}

const STATUS: Partial<Readonly<Record<Phase, DashboardStatus>>> = {
  received: 'info',
  done: 'success',
  failed: 'danger',
}
