import {readKeys} from '../../api/kv-by-transaction.ts'
import type {KvEntry} from '../../api/kv-entry.ts'
import {tenancyOf, transactionSize} from '../../api/transaction.ts'
import type {JobControl} from '../jobs.ts'
import {type Account, createTally, type Tally} from './account.ts'
import {applyAll} from './apply-all.ts'
import {applyBatch, type Cas, type DeleteCas, holds} from './apply-batch.ts'
import {type Kept, keepEntries} from './backup.ts'
import {batchesOf, type CopyPlan, overwrites, targetOf} from './copy-plan.ts'
import {deleteItems, deletionsOf} from './delete.ts'
import type {Item} from './inventory.ts'
import type {Before, Change} from './journal.ts'
import type {KvTools} from './tools.ts'
import {sameWhere, type Where} from './where.ts'

/** Whether keys that are at the target already may be overwritten: only if the question has said so. */
export type CopyOptions = {readonly overwrite: boolean}

/**
 * Copies, reads back what it has copied, and of a move deletes what was read back equal, and only that. Nothing is
 * deleted before all has been copied, so that a move that stops on the way leaves its source whole.
 */
export const runCopy = async (
  tools: KvTools,
  plan: CopyPlan,
  {overwrite}: CopyOptions,
  control: JobControl,
): Promise<Account> => {
  const {move, from, to, inventory, files} = plan
  const lost = overwrite ? overwrites(plan.existing) : []
  const overwrittenFile = overwrite ? files.overwritten : undefined
  const overwritten = await keepEntries(tools, {items: lost, where: to, file: overwrittenFile}, control)
  const leaving = move ? inventory.items : []
  const leftover = await keepEntries(tools, {items: leaving, where: from, file: files.moved}, control)
  const run: Run = {
    tools,
    plan,
    overwrite,
    control,
    tally: createTally(inventory.items.length),
    lost: new Map([...overwritten.before].map(([{key}, before]) => [key, before])),
    leaving: leftover.before,
    written: [],
    gone: [],
  }
  try {
    return await perform(run)
  } finally {
    tools.journal.recordStep({what: whatOf(plan), changes: changesOf(run)})
  }
}

type Run = {
  readonly tools: KvTools
  readonly plan: CopyPlan
  readonly overwrite: boolean
  readonly control: JobControl
  readonly tally: Tally
  /** What stood at the target, by key. */
  readonly lost: ReadonlyMap<string, Before>
  /** What leaves the source. */
  readonly leaving: Kept['before']
  readonly written: {readonly item: Item; readonly key: string; readonly index: string}[]
  readonly gone: Item[]
}

/** In words, for the journal. */
const whatOf = ({source, target, to, from, move}: CopyPlan): string => {
  const place = sameWhere(from, to) ? '' : `${to.datacenter ?? 'the agent’s own datacenter'}: `
  return `${move ? 'moved' : 'copied'} ${source.key || ROOT} to ${place}${target || ROOT}`
}

const ROOT = 'the root'

const changesOf = ({plan, lost, leaving, written, gone}: Run): readonly Change[] => [
  ...deletionsOf(gone, leaving, plan.from),
  ...written.map(({item, key, index}) => ({
    key,
    where: plan.to,
    before: lost.get(key),
    after: index,
    ...(plan.move && {origin: item.key}),
  })),
]

const perform = async (run: Run): Promise<Account> => {
  const {tools, plan, tally, control, gone} = run
  const {items} = plan.inventory
  if (await renamedAtOnce(run)) return tally.account()
  const {batches, oversized} = await batchesOf(tools, plan, items)
  const verified: Item[] = []
  let sent = 0
  for (const batch of [...batches, ...oversized.map(item => [item])]) {
    if (control.signal.aborted) tally.stop('operator')
    if (tally.isStopped()) break
    await copyBatch(run, batch, verified).catch(tally.stop)
    sent += batch.length
    control.report({done: sent, total: items.length, unit: plan.move ? 'keys copied' : 'keys'})
  }
  const file = plan.files.moved ?? (run.overwrite ? plan.files.overwritten : undefined)
  if (!plan.move) {
    for (const {key} of verified) tally.count(key, 'done')
    return tally.account({file})
  }
  const before = tally.counted()
  if (!tally.isStopped()) await deleteItems(tools, verified, plan.from, {control, tally, gone})
  return tally.account({inBoth: verified.length - (tally.counted() - before), file})
}

/** Copies what is still as it was counted, and takes up into `verified` what was read back equal. */
const copyBatch = async (run: Run, items: readonly Item[], verified: Item[]): Promise<void> => {
  const {tools, plan, tally, control} = run
  const entries = await entriesByKey(tools, items, plan.from)
  const sources = new Map<string, Copied>()
  const ready = new Map<string, Copied>()
  const writes: Cas[] = []
  for (const item of items) {
    const entry = entries.get(item.key)
    const key = targetOf(plan, item.key)
    const write = entry && writeFor(run, key, entry)
    if (entry?.modifyIndex !== item.index) tally.count(item.key, 'changed')
    else if (write === 'occupied') tally.count(item.key, 'occupied')
    else if (write === 'same') ready.set(key, {item, entry})
    else if (write) {
      sources.set(key, {item, entry})
      writes.push(write)
    }
  }
  await applyAll(tools, writes, plan.to, {
    signal: control.signal,
    tally,
    onFate: ({key}, fate) => {
      const source = sources.get(key)
      if (source === undefined) return
      if (fate.kind !== 'done') tally.count(source.item.key, fate.kind)
      else {
        run.written.push({item: source.item, key, index: fate.index ?? ''})
        ready.set(key, source)
      }
    },
  })
  await verify(run, ready, verified)
}

type Copied = {readonly item: Item; readonly entry: KvEntry}

const entriesByKey = async (
  {client}: KvTools,
  items: readonly {readonly key: string}[],
  where: Where,
): Promise<ReadonlyMap<string, KvEntry>> => {
  const entries = await readKeys(
    client,
    items.map(({key}) => key),
    where,
  )
  return new Map(entries.map(entry => [entry.key, entry]))
}

/** The write that puts an entry at the target: over nothing, or over what the question has named. */
const writeFor = (
  {plan, overwrite}: Run,
  key: string,
  {value, flags}: KvEntry,
): Cas | 'same' | 'occupied' => {
  const existing = plan.existing.get(key)
  if (existing?.same) return 'same'
  if (existing && !overwrite) return 'occupied'
  return {verb: 'cas', key, value, flags, index: existing?.item.index ?? '0'}
}

const verify = async (
  {tools, plan, tally}: Run,
  copies: ReadonlyMap<string, Copied>,
  verified: Item[],
): Promise<void> => {
  const keys = [...copies.keys()].map(key => ({key}))
  const there = await entriesByKey(tools, keys, plan.to).catch((error: unknown) => {
    for (const {item} of copies.values()) tally.count(item.key, 'unknown')
    throw error
  })
  for (const [key, {item, entry}] of copies) {
    const copy = there.get(key)
    if (copy && holds(copy, entry) && !isItself(copy, entry)) verified.push(item)
    else tally.count(item.key, 'changed')
  }
}

/** Whatever was said of the datacenters: a key that is its own copy must never be deleted for it. */
const isItself = (copy: KvEntry, source: KvEntry): boolean =>
  copy.key === source.key &&
  copy.modifyIndex === source.modifyIndex &&
  copy.createIndex === source.createIndex

/** Within one datacenter a single key goes over in one transaction: at no time is it in both places, or in none. */
const renamedAtOnce = async (run: Run): Promise<boolean> => {
  const {tools, plan, tally, written, gone} = run
  const [item, ...others] = plan.inventory.items
  if (!plan.move || !item || others.length > 0 || !sameWhere(plan.from, plan.to)) return false
  const [entry] = await readKeys(tools.client, [item.key], plan.from)
  const write = entry?.modifyIndex === item.index ? writeFor(run, targetOf(plan, item.key), entry) : 'changed'
  if (typeof write === 'string') return false // what is left to do there takes no transaction of both
  const pair: readonly [Cas, DeleteCas] = [write, {verb: 'delete-cas', key: item.key, index: item.index}]
  const {maxBytes, maxOperations} = await tools.limits(plan.to)
  if (maxOperations < 2 || transactionSize(pair, tenancyOf(tools.client, plan.to)) > maxBytes) return false
  const {fates, error} = await applyBatch(tools.client, pair, plan.to, {together: true})
  const [put, removed] = fates
  if (put?.kind === 'done' && removed?.kind === 'done') {
    written.push({item, key: write.key, index: put.index ?? ''})
    gone.push(item)
  }
  const kinds = fates.map(({kind}) => kind)
  tally.count(item.key, kinds.find(kind => kind !== 'done' && kind !== 'undone') ?? put?.kind ?? 'undone')
  if (error) tally.stop(error)
  return true
}
