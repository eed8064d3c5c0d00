import type {Confirmation, Note} from '../../state/dialog.ts'
import type {Comparison} from '../../state/kv/comparison.ts'
import {runCopy} from '../../state/kv/copy.ts'
import {type Direction, marksToCopy, planAcross} from '../../state/kv/copy-across.ts'
import type {CopyPlan} from '../../state/kv/copy-plan.ts'
import type {Difference} from '../../state/kv/difference.ts'
import {sideName} from '../../state/kv/side.ts'
import {isOnStack} from '../../state/navigation.ts'
import {formatBytes, formatCount} from '../format.ts'
import type {ActionContext} from '../keymap/action.ts'
import {reportAccount} from '../kv/changes/account.ts'
import {busy, inJob} from '../kv/changes/in-job.ts'
import {whereOfSide} from '../kv/changes/place.ts'
import {keys} from '../kv/changes/words.ts'

/** What a copy is about: the marked differences, or the one under the cursor. */
const chosen = ({entry}: ActionContext, {store}: Comparison): readonly Difference[] => {
  const {differences, marks} = store.getState()
  if (marks.size > 0) return differences.filter(({name}) => marks.has(name))
  const row: Difference | undefined = entry.table.current()
  return row === undefined ? [] : [row]
}

export const whyNoCopy = (context: ActionContext, direction: Direction): string | undefined => {
  const comparison = context.app.scans.comparison(context.entry)
  if (comparison.isRunning()) return 'the comparison is still running'
  const differences = chosen(context, comparison)
  if (differences.length === 0) return 'nothing is under the cursor'
  if (marksToCopy(differences, direction).length > 0) return busy(context.app)
  return `nothing of it is in ${sideName(endsOf(comparison, direction).from)}`
}

const endsOf = ({sides: {left, right}}: Comparison, direction: Direction) =>
  direction === 'right' ? {from: left, to: right} : {from: right, to: left}

/** Asks about what is marked, or under the cursor. */
export const askCopy = (context: ActionContext, direction: Direction): Promise<void> => {
  const comparison = context.app.scans.comparison(context.entry)
  return ask({context, comparison, direction, differences: chosen(context, comparison)})
}

type Wish = {
  readonly context: ActionContext
  readonly comparison: Comparison
  readonly direction: Direction
  readonly differences: readonly Difference[]
}

/** With the numbers of what it would write; what was shown is what is written, or it is left alone. */
const ask = async (wish: Wish): Promise<void> => {
  const {context, comparison, direction, differences} = wish
  const {app} = context
  const {from, to} = endsOf(comparison, direction)
  const plan = await planAcross(app.kv, marksToCopy(differences, direction), {
    from: {folder: from.folder, where: whereOfSide(app, from)},
    to: {folder: to.folder, where: whereOfSide(app, to)},
  })
  app.dialog.ask(question(wish, plan))
}

const question = (wish: Wish, plan: CopyPlan): Confirmation => {
  const {inventory, existing, transactions} = plan
  const {from, to} = namesOf(wish)
  const copied = inventory.items.length
  return {
    title: `Copy ${keys(copied)} to ${to}?`,
    touches: [
      {
        from,
        to,
        created: formatCount(copied - existing.size),
        overwritten: formatCount(existing.size),
        size: formatBytes(inventory.bytes),
        transactions: formatCount(transactions),
      },
    ],
    warning: 'A key that either side has written since is left alone.',
    notes: notesOf(wish, plan),
    confirmLabel: 'Copy',
    run: () => carryOut(wish, plan),
  }
}

const notesOf = (wish: Wish, {inventory, files}: CopyPlan): readonly Note[] => {
  const {context, differences} = wish
  const left = differences.length - inventory.items.length
  const {overwritten} = files
  return [
    ...(left === 0
      ? []
      : [{text: `Not in ${namesOf(wish).from}, or hidden by ACL: ${keys(left)}. Nothing is deleted.`}]),
    ...(overwritten === undefined
      ? []
      : [{text: `What would be overwritten is saved first in ${context.app.files.shorten(overwritten)}.`}]),
  ]
}

const namesOf = ({comparison, direction}: Wish): {readonly from: string; readonly to: string} => {
  const {from, to} = endsOf(comparison, direction)
  return {from: sideName(from), to: sideName(to)}
}

/** Compares again where the screen is still there: for one that was left nobody could stop it. */
const carryOut = async (wish: Wish, plan: CopyPlan): Promise<string | undefined> => {
  const {context, comparison} = wish
  const {app, entry} = context
  const {from, to} = namesOf(wish)
  const account = await inJob(app, `Copying to ${to}`, control =>
    runCopy(app.kv, plan, {overwrite: true}, control),
  )
  if (account === undefined) return undefined
  if (isOnStack(app.navigation, entry)) void comparison.start()
  return reportAccount(app, {account, did: 'copied', what: `of ${from} to ${to}`, goOn: () => goOn(wish)})
}

/** Compares again, and asks about what still differs of what was asked about. */
const goOn = async (wish: Wish): Promise<string | undefined> => {
  const {context, comparison, direction} = wish
  const {from, to} = namesOf(wish)
  const differing = await inJob(context.app, `Comparing ${from} with ${to}`, async ({signal}) => {
    signal.addEventListener('abort', comparison.stop)
    await comparison.start()
    const {phase, failure, differences} = comparison.store.getState()
    if (phase === 'failed') throw new Error(failure)
    signal.throwIfAborted()
    return differences
  })
  if (differing === undefined) return undefined
  const names = new Set(wish.differences.map(({name}) => name))
  const differences = differing.filter(({name}) => names.has(name))
  if (marksToCopy(differences, direction).length === 0) return `nothing of it is left to be copied to ${to}`
  await ask({...wish, differences})
  return undefined
}
