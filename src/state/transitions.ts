import type {Clock} from '../api/clock.ts'
import type {HealthCheck} from '../api/health-check.ts'

/** Consul keeps no time of change, so Lictor remembers what it has seen itself. */
export type Transitions = {
  /** To be called with every answer that holds checks. */
  readonly observe: (checks: readonly HealthCheck[]) => void
  /** To be called with every list of all the checks of one status: what enters or leaves it has changed. */
  readonly observeAll: (status: string, checks: readonly HealthCheck[]) => void
  /** When this check's status was seen to change (ms since the epoch), or undefined while it has not. */
  readonly changedAt: (check: HealthCheck) => number | undefined
  /** Since when this check has been seen at all. */
  readonly seenAt: (check: HealthCheck) => number | undefined
}

/** `status` is undefined for a check that has left a list and has not been seen since. */
type Seen = {status: string | undefined; readonly seenAt: number; changedAt?: number}

const keyOf = ({node, checkId}: HealthCheck): string => `${node}\0${checkId}`

/** Compares the status, not ModifyIndex: output alone changes that too (consul#2754). */
export const createTransitions = (clock: Clock): Transitions => {
  const seen = new Map<string, Seen>()
  const lists = new Map<string, ReadonlySet<string>>()

  const see = (key: string, status: string, isNews: boolean): void => {
    const known = seen.get(key)
    const now = clock.now()
    if (known === undefined) seen.set(key, {status, seenAt: now, ...(isNews && {changedAt: now})})
    else {
      const hasTurned = known.status === undefined ? isNews : known.status !== status
      if (hasTurned) known.changedAt = now
      // Another answer has shown it already as it has become.
      else if (isNews) known.changedAt ??= known.seenAt
      known.status = status
    }
  }
  const leave = (key: string, status: string): void => {
    const known = seen.get(key)
    if (known?.status !== status) return
    known.status = undefined
    known.changedAt = clock.now()
  }
  return {
    observe: checks => {
      for (const check of checks) see(keyOf(check), check.status, false)
    },
    observeAll: (status, checks) => {
      const before = lists.get(status)
      const listed = new Set(checks.map(keyOf))
      for (const key of before ?? []) if (!listed.has(key)) leave(key, status)
      for (const key of listed) see(key, status, before?.has(key) === false)
      lists.set(status, listed)
    },
    changedAt: check => seen.get(keyOf(check))?.changedAt,
    seenAt: check => seen.get(keyOf(check))?.seenAt,
  }
}
