import type {Clock} from '../api/clock.ts'
import type {HealthCheck} from '../api/health-check.ts'

/** Consul keeps no time of change, so Lictor remembers what it has seen itself. */
export type Transitions = {
  /** To be called with every answer that holds checks. */
  readonly observe: (checks: readonly HealthCheck[]) => void
  /** When this check's status was seen to change (ms since the epoch), or undefined while it has not. */
  readonly changedAt: (check: HealthCheck) => number | undefined
  /** Since when this check has been seen at all. */
  readonly seenAt: (check: HealthCheck) => number | undefined
}

type Seen = {status: string; readonly seenAt: number; changedAt?: number}

const keyOf = ({node, checkId}: HealthCheck): string => `${node}\0${checkId}`

/** Compares the status, not ModifyIndex: output alone changes that too (consul#2754). */
export const createTransitions = (clock: Clock): Transitions => {
  const seen = new Map<string, Seen>()
  return {
    observe: checks => {
      const now = clock.now()
      for (const check of checks) {
        const known = seen.get(keyOf(check))
        if (known === undefined) seen.set(keyOf(check), {status: check.status, seenAt: now})
        else if (known.status !== check.status) {
          known.status = check.status
          known.changedAt = now
        }
      }
    },
    changedAt: check => seen.get(keyOf(check))?.changedAt,
    seenAt: check => seen.get(keyOf(check))?.seenAt,
  }
}
