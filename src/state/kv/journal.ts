import {createStore, type StoreApi} from 'zustand/vanilla'
import type {KvEntry} from '../../api/kv-entry.ts'
import {type Where, whereKey} from './where.ts'

/** What a key held; large steps keep that in a file that `consul kv import` reads. */
export type Content = Pick<KvEntry, 'value' | 'flags'> | {readonly file: string}

/** A key before it was changed. */
export type Before = {
  /** Its ModifyIndex then. */
  readonly index: string
  readonly content: Content
  /** ID of the session that held its lock, which nothing brings back. */
  readonly session?: string | undefined
}

/** One key of a step. */
export type Change = {
  readonly key: string
  readonly where: Where
  /** Undefined: it did not exist. */
  readonly before: Before | undefined
  /** The ModifyIndex that our write left; undefined: we deleted it. */
  readonly after: string | undefined
  /** The key that this one was moved from: that has to be back before this one may go. */
  readonly origin?: string
}

/** What one answer of the operator did: all of it is taken back together. */
export type Step = {
  /** In words: `deleted config/app/`. */
  readonly what: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly changes: readonly Change[]
}

/** A write or deletion of one key; undefined stands for no key. */
export type Recorded = {
  readonly key: string
  readonly before: KvEntry | undefined
  readonly after: KvEntry | undefined
  readonly where: Where
  readonly what: string
}

/** A key that is as it was before a change, under the new index `to`. */
export type Returned = {
  readonly key: string
  readonly where: Where
  readonly from: string
  readonly to: string
}

/** What this session has written and deleted, the last step last. */
export type Journal = {
  readonly store: StoreApi<{readonly steps: readonly Step[]}>
  readonly record: (one: Recorded) => void
  readonly recordStep: (step: Omit<Step, 'at'>) => void
  readonly last: () => Step | undefined
  /** After an undo: `left` is what could not be taken back yet, and stays the last step. */
  readonly settle: (step: Step, left: readonly Change[], returned: readonly Returned[]) => void
}

/** Of one step in memory; a larger one keeps what was there in a file. */
export const KEPT_BYTES = 8 * 1024 * 1024
export const KEPT_KEYS = 10_000

/** Of all steps. The oldest are forgotten first. */
const ALL_BYTES = 64 * 1024 * 1024
const ALL_STEPS = 1_000
const ALL_KEYS = 1_000_000

export const createJournal = (now: () => number): Journal => {
  const store = createStore<{readonly steps: readonly Step[]}>(() => ({steps: []}))
  const recordStep: Journal['recordStep'] = step => {
    if (step.changes.length === 0) return
    store.setState(({steps}) => ({steps: newest([...steps, {...step, at: now()}])}))
  }
  return {
    store,
    recordStep,
    record: ({key, before, after, where, what}) =>
      recordStep({
        what,
        changes: [{key, where, before: before && beforeOf(before), after: after?.modifyIndex}],
      }),
    last: () => store.getState().steps.at(-1),
    settle: (step, left, returned) =>
      store.setState(({steps}) => ({
        steps: steps.flatMap(each =>
          each === step ? (left.length === 0 ? [] : [{...step, changes: left}]) : reindexed(each, returned),
        ),
      })),
  }
}

export const beforeOf = ({modifyIndex, value, flags, session}: KvEntry): Before => ({
  index: modifyIndex,
  content: {value, flags},
  ...(session !== undefined && {session}),
})

/** A key that is back has a new index; the step that wrote it must know that one, or would take it for somebody else's. */
const reindexed = (step: Step, returned: readonly Returned[]): Step => {
  if (returned.length === 0) return step
  const indexes = new Map(returned.map(({key, where, from, to}) => [placeOf(key, where, from), to]))
  const changes = step.changes.map(change => {
    const {key, where, after} = change
    const to = after === undefined ? undefined : indexes.get(placeOf(key, where, after))
    return to === undefined ? change : {...change, after: to}
  })
  return {...step, changes}
}

const placeOf = (key: string, where: Where, index: string): string => `${index} ${whereKey(where)} ${key}`

const newest = (steps: readonly Step[]): readonly Step[] => {
  let bytes = 0
  let keys = 0
  const first = steps.findLastIndex((step, place) => {
    bytes += bytesOf(step)
    keys += step.changes.length
    const isLast = place === steps.length - 1
    return !isLast && (bytes > ALL_BYTES || keys > ALL_KEYS || steps.length - place > ALL_STEPS)
  })
  return steps.slice(first + 1)
}

const bytesOf = ({changes}: Step): number =>
  changes.reduce((sum, {before}) => {
    return sum + (before && 'value' in before.content ? before.content.value.byteLength : 0)
  }, 0)
