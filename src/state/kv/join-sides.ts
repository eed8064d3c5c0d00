import {compareKeys} from './key-names.ts'
import type {EntryMark} from './side-marks.ts'

/** The same name on both sides, or on the one that has it. */
export type Pair = {readonly name: string; readonly left?: EntryMark; readonly right?: EntryMark}

type Lists = AsyncGenerator<readonly EntryMark[]>

/** Pairs what two sides have, both in byte order; of either no more than one list is held. */
export async function* joinSides(left: Lists, right: Lists): AsyncGenerator<readonly Pair[]> {
  const [a, b] = [createCursor(left), createCursor(right)]
  for (;;) {
    await Promise.all([a.fill(), b.fill()])
    if (a.current() === undefined && b.current() === undefined) return
    yield pairUp(a, b)
  }
}

type Cursor = {
  /** Undefined where the next list is needed, or there is none. */
  readonly current: () => EntryMark | undefined
  readonly take: () => EntryMark | undefined
  readonly hasEnded: () => boolean
  readonly fill: () => Promise<void>
}

const createCursor = (lists: Lists): Cursor => {
  let list: readonly EntryMark[] = []
  let at = 0
  let hasEnded = false
  return {
    current: () => list[at],
    hasEnded: () => hasEnded,
    take: () => {
      at += 1
      return list[at - 1]
    },
    fill: async () => {
      while (at >= list.length && !hasEnded) {
        const next = await lists.next()
        hasEnded = next.done === true
        list = next.done ? [] : next.value
        at = 0
      }
    },
  }
}

/** As far as both sides are known. */
const pairUp = (a: Cursor, b: Cursor): readonly Pair[] => {
  const pairs: Pair[] = []
  for (;;) {
    const [left, right] = [a.current(), b.current()]
    if (left === undefined ? !a.hasEnded() : right === undefined && !b.hasEnded()) return pairs
    const order = orderOf(left, right)
    if (order === undefined) return pairs
    pairs.push({
      name: (order <= 0 ? left : right)?.name ?? '',
      ...(order <= 0 && taken('left', a)),
      ...(order >= 0 && taken('right', b)),
    })
  }
}

const taken = (side: 'left' | 'right', cursor: Cursor): Partial<Record<typeof side, EntryMark>> => {
  const mark = cursor.take()
  return mark === undefined ? {} : {[side]: mark}
}

/** Which side comes first; undefined where neither has any left. */
const orderOf = (left: EntryMark | undefined, right: EntryMark | undefined): number | undefined => {
  if (left === undefined) return right === undefined ? undefined : 1
  return right === undefined ? -1 : compareKeys(left.name, right.name)
}
