import type {ConsulClient} from '../../api/client.ts'
import {ConsulError, isConsulError} from '../../api/errors.ts'
import {type Difference, differenceOf} from './difference.ts'
import {type ComparedSide, type ComparedSides, markHidden, refuseHidden} from './hidden-keys.ts'
import {joinSides, type Pair} from './join-sides.ts'
import {sideName} from './side.ts'
import {type EntryMark, type SideProgress, sideMarks} from './side-marks.ts'

export type ComparisonEnd = 'done' | 'stopped' | 'full' | 'budget' | 'failed'

export type Counted = {
  readonly left: SideProgress
  readonly right: SideProgress
  readonly same: number
  /** The last name that has been compared: where it ended early, nothing after it was. */
  readonly last: string | undefined
}

const NONE: SideProgress = {keys: 0, read: 0, bytes: 0}
export const NOTHING_COUNTED: Counted = {left: NONE, right: NONE, same: 0, last: undefined}

/** More than that nobody goes through. */
export const MOST_DIFFERENCES = 50_000

export type ComparisonRequest = {
  readonly client: ConsulClient
  /** Their options hold the signal that ends it. */
  readonly sides: ComparedSides
  readonly onStep: () => void
}

export type ComparisonRun = {
  /** Goes on until `budget` bytes have been read. @throws ConsulError that names the side, or an abort error. */
  readonly go: (budget: number) => Promise<ComparisonEnd>
  readonly seen: () => {readonly differences: readonly Difference[]; readonly counted: Counted}
}

export const createComparisonRun = ({client, sides, onStep}: ComparisonRequest): ComparisonRun => {
  let counted = NOTHING_COUNTED
  let differences: readonly Difference[] = []
  const marksOf = (which: 'left' | 'right'): AsyncGenerator<readonly EntryMark[]> =>
    named(sides[which], () =>
      sideMarks({client, ...sides[which]}, progress => {
        counted = {...counted, [which]: progress}
        onStep()
      }),
    )
  const pairs = joinSides(marksOf('left'), marksOf('right'))
  const take = async (found: readonly Pair[]): Promise<void> => {
    const differing = found.map(differenceOf).filter(difference => difference !== undefined)
    differences = [...differences, ...(await markHidden(client, differing, sides))]
    const same = counted.same + found.length - differing.length
    counted = {...counted, same, last: found.at(-1)?.name ?? counted.last}
    onStep()
  }
  const go = async (budget: number): Promise<ComparisonEnd> => {
    for (;;) {
      if (counted.left.bytes + counted.right.bytes >= budget && counted.last !== undefined) return 'budget'
      const next = await pairs.next()
      if (next.done) break
      await take(next.value)
      if (differences.length >= MOST_DIFFERENCES) return 'full'
    }
    if (counted.left.keys === 0) await refuseHidden(client, sides.left)
    if (counted.right.keys === 0) await refuseHidden(client, sides.right)
    return 'done'
  }
  return {go, seen: () => ({differences, counted})}
}

/** A failure says on which side, since the other one may be fine. */
async function* named<T>(side: ComparedSide, read: () => AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* read()
  } catch (error) {
    if (!isConsulError(error)) throw error
    throw new ConsulError({...error, shortMessage: `${sideName(side)} · ${error.shortMessage}`})
  }
}
