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
    key: `dashboard/${category}/${node}`,
    value: Buffer.from(text),
    flags: BigInt(Math.floor(nowMs / 1000)) * 1000n + BigInt(status),
  }
}

/** Its statuses are 0 success, 1 warning, 2 danger and 3 info. */
const STATUS: Partial<Readonly<Record<Phase, number>>> = {received: 3, done: 0, failed: 2}
