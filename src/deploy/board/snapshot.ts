import type {ConsulError} from '../../api/errors.ts'
import {type Host, type HostState, isUnderWay} from './host.ts'

/** Whether the board hears of what happens. `leaderless`: from a server that may be behind. */
export type BoardLink =
  | {readonly state: 'connecting' | 'live' | 'leaderless' | 'closed'}
  | {readonly state: 'retrying' | 'stopped'; readonly error: ConsulError}

export type Totals = Readonly<Record<HostState, number>> & {
  readonly hosts: number
  readonly expected: number
  readonly unexpected: number
  readonly bytes: number
}

/** All that is known of a job at one moment; never changed. A host that has not changed is the same object as before. */
export type BoardSnapshot = {
  /** By name. */
  readonly hosts: readonly Host[]
  readonly totals: Totals
  readonly link: BoardLink
  /** Absent until it was fired, and where somebody else did. */
  readonly firedAtMs?: number | undefined
  /** All who must answer and all who did have come to an end; never where nobody must, since anybody may still come. */
  readonly isComplete: boolean
  /** The keys of the job are no more: what had not been written by then is lost. */
  readonly isGone: boolean
}

export const countTotals = (hosts: readonly Host[]): Totals => {
  const states = {silent: 0, dead: 0, acked: 0, running: 0, done: 0, failed: 0}
  let bytes = 0
  for (const host of hosts) {
    states[host.state] += 1
    bytes += host.bytes
  }
  const withExpectation = (wanted: Host['expectation']) =>
    hosts.filter(({expectation}) => expectation === wanted).length
  return {
    ...states,
    hosts: hosts.length,
    expected: withExpectation('expected'),
    unexpected: withExpectation('unexpected'),
    bytes,
  }
}

export const isComplete = (hosts: readonly Host[]): boolean =>
  hosts.some(({expectation}) => expectation === 'expected') &&
  !hosts.some(host => host.state === 'silent' || isUnderWay(host))
