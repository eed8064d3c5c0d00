import type {App} from '../../../state/app.ts'
import type {Confirmation} from '../../../state/dialog.ts'
import {type DeletePlan, planDelete, runDelete} from '../../../state/kv/delete.ts'
import {findLocks, type Locks} from '../../../state/kv/lock-holder.ts'
import type {KvTarget} from '../../../state/kv/tree-row.ts'
import type {Where} from '../../../state/kv/where.ts'
import {printableLine} from '../../../terminal/printable.ts'
import {formatBytes, formatCount} from '../../format.ts'
import {reportAccount} from './account.ts'
import {inJob} from './in-job.ts'
import {sayNothingThere} from './nothing-there.ts'
import {keyCommand, placeName} from './place.ts'
import {hiddenNotes, keys, lockNotes, siblingNotes} from './words.ts'

/** Counts what would go, and asks. */
export const askDelete = async (app: App, target: KvTarget, where: Where): Promise<string | undefined> => {
  const name = placeName(target.key, where)
  const looked = await inJob(app, `Looking at ${name}`, async control => {
    const plan = await planDelete(app.kv, target, where, control)
    return {plan, locks: await findLocks(app.kv, plan.inventory.items, where)}
  })
  if (looked === undefined) return undefined
  const {plan, locks} = looked
  if (plan.inventory.items.length === 0) {
    sayNothingThere(app, name, plan.inventory)
    return undefined
  }
  app.dialog.ask({
    ...(target.kind === 'folder' ? folderQuestion(app, plan, locks) : keyQuestion(app, plan, locks)),
    run: () => carryOut(app, plan),
  })
  return undefined
}

const carryOut = async (app: App, plan: DeletePlan): Promise<string | undefined> => {
  const {target, where} = plan
  const name = placeName(target.key, where)
  const account = await inJob(app, `Deleting ${name}`, control => runDelete(app.kv, plan, control))
  if (account === undefined) return undefined
  if (target.kind === 'key' && account.done === 1)
    return account.gone > 0
      ? `${name} was gone already: somebody else has deleted it`
      : `deleted ${name}; u brings it back`
  const goOn = () => askDelete(app, target, where)
  return reportAccount(app, {account, did: 'deleted', what: `of ${name}`, goOn})
}

type Question = Omit<Confirmation, 'run'>

const folderQuestion = (app: App, plan: DeletePlan, locks: Locks | undefined): Question => {
  const {target, where, inventory, siblings, transactions, file = ''} = plan
  return {
    title: `Delete ${placeName(target.key, where)} with all that is in it?`,
    touches: [
      {
        keys: formatCount(inventory.items.length),
        values: formatBytes(inventory.bytes),
        locked: formatCount(locks?.count ?? 0),
        transactions: formatCount(transactions),
      },
    ],
    notes: [
      ...lockNotes(locks, 'locked keys go too, and nobody is asked'),
      ...hiddenNotes(inventory),
      ...siblingNotes(siblings),
      {text: `Saved first in ${app.files.shorten(file)} for consul kv import; u brings it back too.`},
    ],
    ...keyCommand(app, where, 'delete', '-recurse', target.key),
    confirmLabel: `Delete ${keys(inventory.items.length)}`,
    typed: printableLine(target.key),
  }
}

const keyQuestion = (
  app: App,
  {target, where, inventory}: DeletePlan,
  locks: Locks | undefined,
): Question => {
  const [item] = inventory.items
  const index = item?.index ?? '0'
  return {
    title: `Delete ${placeName(target.key, where)}?`,
    touches: [{key: target.key, value: formatBytes(inventory.bytes), 'modify index': index}],
    notes: [...lockNotes(locks, 'it goes all the same, and its holder is not asked')],
    ...keyCommand(app, where, 'delete', '-cas', `-modify-index=${index}`, target.key),
    confirmLabel: 'Delete',
  }
}
