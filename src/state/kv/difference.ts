import type {Pair} from './join-sides.ts'
import type {EntryMark} from './side-marks.ts'

/**
 * Seen from the left: `added` is only on the right, `removed` only on the left. `hidden`: one side has it, and the other does
 * not let this token see whether it has.
 */
export type DifferenceStatus = 'added' | 'removed' | 'changed' | 'hidden'

export type Difference = Pair & {
  readonly status: DifferenceStatus
  /** What differs, of a key that is on both sides. */
  readonly what: string
}

/** Undefined where both sides are the same: value and flags, byte for byte. */
export const differenceOf = (pair: Pair): Difference | undefined => {
  const {left, right} = pair
  if (left === undefined) return {...pair, status: 'added', what: ''}
  if (right === undefined) return {...pair, status: 'removed', what: ''}
  const what = changesBetween(left, right)
  return what === '' ? undefined : {...pair, status: 'changed', what}
}

const changesBetween = (left: EntryMark, right: EntryMark): string =>
  [left.digest === right.digest ? [] : 'value', left.flags === right.flags ? [] : 'flags']
    .flat()
    .join(' and ')
