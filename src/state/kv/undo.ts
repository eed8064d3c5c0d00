import type {JobControl} from '../jobs.ts'
import {type Account, createTally, type Tally} from './account.ts'
import {applyAll} from './apply-all.ts'
import type {ConditionalWrite, Fate} from './apply-batch.ts'
import type {Change, Returned} from './journal.ts'
import type {KvTools} from './tools.ts'
import type {Reversal, UndoPlan} from './undo-plan.ts'
import {whereKey} from './where.ts'

/**
 * Takes a step back, key by key as we left it. What was moved comes back first, and only then what it was moved to
 * goes. What somebody else has changed stays; what could not be reached can be taken back later.
 */
export const runUndo = async (tools: KvTools, plan: UndoPlan, control: JobControl): Promise<Account> => {
  const {step, reversals, already, changed} = plan
  const tally = createTally(step.changes.length)
  const course: Course = {tools, control, tally, fates: new Map(), total: reversals.length}
  try {
    const gone = new Set(step.changes.filter(({after}) => after === undefined).map(({key}) => key))
    const moved = ({change}: Reversal): boolean => change.origin !== undefined && gone.has(change.origin)
    await takeBack(
      course,
      reversals.filter(each => !moved(each)),
    )
    const missing = stillMissing(plan, course.fates)
    const held = reversals.filter(each => moved(each) && missing.has(each.change.origin ?? ''))
    // What was not reached is not there either, and by nobody's hand.
    if (!tally.isStopped()) for (const {change} of held) tally.count(change.key, 'changed')
    await takeBack(
      course,
      reversals.filter(each => moved(each) && !held.includes(each)),
    )
  } finally {
    tools.journal.settle(step, leftOf(reversals, course.fates), returnedBy(course.fates))
  }
  for (const key of changed) tally.count(key, 'changed')
  for (const {key} of already) tally.count(key, 'done')
  return tally.account()
}

type Course = {
  readonly tools: KvTools
  readonly control: JobControl
  readonly tally: Tally
  readonly fates: Map<Change, Fate>
  readonly total: number
}

const takeBack = async (
  {tools, control, tally, fates, total}: Course,
  reversals: readonly Reversal[],
): Promise<void> => {
  const before = fates.size
  for (const group of Map.groupBy(reversals, ({change}) => whereKey(change.where)).values()) {
    const changeOf = new Map<ConditionalWrite, Change>(group.map(({change, write}) => [write, change]))
    const writes = group.map(({write}) => write)
    const [first] = group
    if (first === undefined) continue
    await applyAll(tools, writes, first.change.where, {
      signal: control.signal,
      tally,
      onFate: (write, fate) => {
        const change = changeOf.get(write)
        if (change) fates.set(change, fate)
        tally.count(write.key, fate.kind)
      },
      onSent: () => control.report({done: Math.max(before, fates.size), total, unit: 'keys'}),
    })
  }
}

/** What should have come back and is not there: its copy is all that there is. */
const stillMissing = ({step, already}: UndoPlan, fates: Course['fates']): ReadonlySet<string> => {
  const back = new Set(already)
  const isBack = (change: Change): boolean => back.has(change) || fates.get(change)?.kind === 'done'
  return new Set(
    step.changes.filter(change => change.after === undefined && !isBack(change)).map(({key}) => key),
  )
}

/** What did not happen, or nobody knows: it is worth another try, which by CAS does no harm. */
const leftOf = (reversals: readonly Reversal[], fates: Course['fates']): readonly Change[] =>
  reversals.flatMap(({change}) => {
    const kind = fates.get(change)?.kind ?? 'undone'
    return kind === 'undone' || kind === 'unknown' ? change : []
  })

const returnedBy = (fates: Course['fates']): readonly Returned[] =>
  [...fates].flatMap(([{key, where, before}, fate]) =>
    fate.kind === 'done' && fate.index !== undefined && before !== undefined
      ? [{key, where, from: before.index, to: fate.index}]
      : [],
  )
