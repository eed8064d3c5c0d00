import type {Comparison} from '../../state/kv/comparison.ts'
import {
  type CopyAccount,
  type CopyPlan,
  copyAcross,
  type Direction,
  planCopy,
} from '../../state/kv/copy-across.ts'
import type {Difference} from '../../state/kv/difference.ts'
import {sideName, sideOptions} from '../../state/kv/side.ts'
import {whereOf} from '../../state/kv/where.ts'
import {identityQuery} from '../../state/queries/identity.ts'
import {count, formatBytes, formatCount} from '../format.ts'
import type {ActionContext} from '../keymap/action.ts'

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
  const plan = planCopy(chosen(context, comparison), comparison.sides, direction)
  if (plan.items.length > 0) return undefined
  return plan.left === 0 ? 'nothing is under the cursor' : `nothing of it is in ${sideName(plan.from)}`
}

/** Asks with the numbers of what it would write; what was shown is what is written, or it is left alone. */
export const askCopy = (context: ActionContext, direction: Direction): void => {
  const {app, entry} = context
  const comparison = app.scans.comparison(entry)
  const plan = planCopy(chosen(context, comparison), comparison.sides, direction)
  app.dialog.ask({
    title: `Copy ${count(plan.items.length, 'key')} to ${sideName(plan.to)}?`,
    touches: [
      {
        from: sideName(plan.from),
        to: sideName(plan.to),
        created: formatCount(plan.created),
        overwritten: formatCount(plan.overwritten),
        size: formatBytes(plan.bytes),
      },
    ],
    warning: warningOf(plan),
    confirmLabel: 'Copy',
    run: async () => {
      const title = `Copying to ${sideName(plan.to)}`
      const where = whereOf(
        sideOptions(app.tenancy.getState(), plan.to),
        app.peek(identityQuery)?.agent?.datacenter,
      )
      const account = await app.jobs.run(title, control => copyAcross(app.client, plan, where, control))
      const what = `copied ${count(account.copied.length, 'key')} to ${sideName(plan.to)}`
      app.journal.recordStep({what, changes: account.copied})
      comparison.setMarks(new Set())
      comparison.start()
      return sayAccount(account, plan)
    },
  })
}

const warningOf = ({left, from}: CopyPlan): string =>
  [
    'A key that either side has written since is left alone.',
    ...(left > 0
      ? [
          `${count(left, 'key')} that cannot be read in ${sideName(from)} stay as they are: nothing is deleted.`,
        ]
      : []),
  ].join(' ')

/** @throws Error with the whole account where it stopped before the end, so that it stays on the screen. */
const sayAccount = ({total, copied, moved, stoppedBy}: CopyAccount, {to}: CopyPlan): string => {
  const done = `copied ${formatCount(copied.length)} of ${count(total, 'key')} to ${sideName(to)}`
  const left =
    moved.length > 0
      ? `, left ${moved.slice(0, 3).join(', ')}${moved.length > 3 ? ` and ${moved.length - 3} more` : ''} alone: written since they were compared`
      : ''
  if (stoppedBy === undefined && moved.length === 0) return done
  const why =
    stoppedBy === undefined
      ? ''
      : stoppedBy === 'operator'
        ? ', then it was stopped'
        : `, then: ${stoppedBy.message}`
  throw new Error(done + left + why)
}
