import {batchOperations} from '../../api/batch-operations.ts'
import {tenancyOf} from '../../api/transaction.ts'
import type {JobControl} from '../jobs.ts'
import {type Account, createTally, type Tally} from './account.ts'
import {applyAll} from './apply-all.ts'
import type {DeleteCas} from './apply-batch.ts'
import {backupPath, type Kept, keepEntries} from './backup.ts'
import {type Inventory, type Item, takeInventory} from './inventory.ts'
import type {Change} from './journal.ts'
import {type Siblings, siblingsOf} from './siblings.ts'
import type {KvTools} from './tools.ts'
import type {KvTarget} from './tree-row.ts'
import type {Where} from './where.ts'

/** What a deletion would do. It is aimed at the keys as they were counted, and at nothing that came later. */
export type DeletePlan = {
  readonly target: KvTarget
  readonly where: Where
  readonly inventory: Inventory
  readonly siblings: Siblings
  readonly transactions: number
  /** Where the folder is saved before anything is deleted. */
  readonly file: string | undefined
}

/** Counts what would be deleted; an empty inventory where nothing is there. */
export const planDelete = async (
  tools: KvTools,
  target: KvTarget,
  where: Where,
  control: JobControl,
): Promise<DeletePlan> => {
  const siblings = await siblingsOf(tools, target, where, control.signal)
  const inventory = await takeInventory(tools, target, where, control)
  const transactions = await countDeletions(tools, inventory.items, where)
  const file = target.kind === 'folder' ? await backupPath(tools, target.key, where) : undefined
  return {target, where, inventory, siblings, transactions, file}
}

const asDeletion = ({key, index}: Item): DeleteCas => ({verb: 'delete-cas', key, index})

/** How many transactions it takes to delete them. */
export const countDeletions = async (
  {client, limits}: KvTools,
  items: readonly Item[],
  where: Where,
): Promise<number> => {
  const deletions = items.map(asDeletion)
  return batchOperations(deletions, await limits(where), tenancyOf(client, where)).batches.length
}

/** Saves, then deletes what is as it was counted. @throws Error where it could not be saved: nothing is deleted then. */
export const runDelete = async (tools: KvTools, plan: DeletePlan, control: JobControl): Promise<Account> => {
  const {target, where, inventory, file} = plan
  const kept = await keepEntries(tools, {items: inventory.items, where, file}, control)
  const tally = createTally(inventory.items.length)
  for (const key of kept.changed) tally.count(key, 'changed')
  for (const key of kept.gone) tally.count(key, 'done')
  const gone: Item[] = []
  try {
    await deleteItems(tools, [...kept.before.keys()], where, {control, tally, gone})
  } finally {
    tools.journal.recordStep({what: `deleted ${target.key}`, changes: deletionsOf(gone, kept.before, where)})
  }
  return tally.account({file, gone: kept.gone.length})
}

export const deletionsOf = (gone: readonly Item[], before: Kept['before'], where: Where): readonly Change[] =>
  gone.map(item => ({key: item.key, where, before: before.get(item), after: undefined}))

type Going = {
  readonly control: JobControl
  readonly tally: Tally
  /** Takes up what has gone, and what may have: to bring back what is there is no harm. */
  readonly gone: Item[]
}

/** Deletes, transaction by transaction. */
export const deleteItems = async (
  tools: KvTools,
  items: readonly Item[],
  where: Where,
  {control, tally, gone}: Going,
): Promise<void> => {
  const byKey = new Map(items.map(item => [item.key, item]))
  await applyAll(tools, items.map(asDeletion), where, {
    signal: control.signal,
    tally,
    onFate: ({key}, {kind}) => {
      tally.count(key, kind)
      const item = byKey.get(key)
      if (item && (kind === 'done' || kind === 'unknown')) gone.push(item)
    },
    onSent: done => control.report({done, total: items.length, unit: 'keys'}),
  })
}
