import {type ConsulError, isConsulError} from '../../api/errors.ts'
import type {Fate} from './apply-batch.ts'

/** What came of a change of many keys, to the last of them. */
export type Account = {
  /** How many keys are as they were wanted. */
  readonly done: number
  /** Of those, how many somebody else had deleted before. */
  readonly gone: number
  /** Left as they are: somebody changed them after they were counted. */
  readonly changed: readonly string[]
  /** Left as they are: another key is there already. */
  readonly occupied: readonly string[]
  /** Sent, and what came of it could not be found out. */
  readonly unknown: readonly string[]
  /** How many were not reached. */
  readonly rest: number
  /** Of a move that ended early: how many are in both places now. */
  readonly inBoth: number
  /** Why it ended early. */
  readonly stopped?: 'operator' | ConsulError
  /** Where what was there before is kept. */
  readonly file?: string
}

/** Whether all of it happened. */
export const isClean = ({changed, occupied, unknown, rest, inBoth, stopped}: Account): boolean =>
  changed.length + occupied.length + unknown.length + rest + inBoth === 0 && stopped === undefined

/** Counts while the work goes on. */
export type Tally = {
  readonly count: (key: string, kind: Fate['kind'] | 'occupied') => void
  /** `why` is 'operator' or what was thrown, which is thrown again unless it is Consul's. */
  readonly stop: (why: unknown) => void
  readonly isStopped: () => boolean
  /** How many keys have been dealt with. */
  readonly counted: () => number
  readonly account: (more?: {
    readonly inBoth?: number
    readonly gone?: number
    readonly file?: string | undefined
  }) => Account
}

/** `total` keys are to be dealt with; those that nobody counts are the rest. */
export const createTally = (total: number): Tally => {
  const keys = {changed: [] as string[], occupied: [] as string[], unknown: [] as string[]}
  let done = 0
  let stopped: Account['stopped']
  const settled = (): number => done + keys.changed.length + keys.occupied.length + keys.unknown.length
  return {
    count: (key, kind) => {
      if (kind === 'done') done += 1
      else if (kind !== 'undone') keys[kind].push(key)
    },
    stop: why => {
      if (why !== 'operator' && !isConsulError(why)) throw why
      stopped ??= why
    },
    isStopped: () => stopped !== undefined,
    counted: settled,
    account: ({inBoth = 0, gone = 0, file} = {}) => ({
      done,
      gone,
      ...keys,
      rest: total - settled() - inBoth,
      inBoth,
      ...(stopped !== undefined && {stopped}),
      ...(file !== undefined && {file}),
    }),
  }
}
