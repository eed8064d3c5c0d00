import {type Batches, batchBySize} from '../../api/batch-operations.ts'
import {readKeys} from '../../api/kv-by-transaction.ts'
import type {KvEntry} from '../../api/kv-entry.ts'
import {base64Size, operationSize} from '../../api/kv-operation.ts'
import {tenancyOf} from '../../api/transaction.ts'
import type {JobControl} from '../jobs.ts'
import {holds} from './apply-batch.ts'
import {backupPath, wantsFile} from './backup.ts'
import {countDeletions} from './delete.ts'
import {type Inventory, type Item, itemOf, readPages, takeInventory} from './inventory.ts'
import {type Siblings, siblingsOf} from './siblings.ts'
import type {KvTools} from './tools.ts'
import type {KvTarget} from './tree-row.ts'
import {sameWhere, type Where} from './where.ts'

/** What is to be copied, or moved, where to. */
export type CopyRequest = {
  readonly source: KvTarget
  readonly from: Where
  /** A key for a key, a folder for a folder. */
  readonly target: string
  readonly to: Where
  readonly move: boolean
}

/** A key that is at the target already. */
export type Existing = {readonly item: Item; readonly same: boolean}

export type CopyPlan = CopyRequest & {
  readonly inventory: Inventory
  readonly siblings: Siblings
  /** By the key at the target. */
  readonly existing: ReadonlyMap<string, Existing>
  readonly transactions: number
  /** Where keys go that are too many for the memory of the journal, before they are moved or overwritten. */
  readonly files: {readonly moved?: string; readonly overwritten?: string}
}

/** Where a key of the source goes. */
export const targetOf = ({source, target}: CopyRequest, key: string): string =>
  target + key.slice(source.key.length)

/** Why it makes no sense, or undefined. */
export const refusalOfCopy = ({source, from, target, to, move}: CopyRequest): string | undefined => {
  if (target === '') return 'name where it is to go'
  if (!target.isWellFormed()) return 'this name is not UTF-8'
  if (!sameWhere(from, to)) return undefined
  if (target === source.key) return `this is where it is: ${source.key} cannot be ${done(move)} onto itself`
  return source.kind === 'folder' && target.startsWith(source.key)
    ? `${target} is inside of ${source.key}: a folder cannot be ${done(move)} into itself`
    : undefined
}

const done = (move: boolean): string => (move ? 'moved' : 'copied')

/** Counts what would be copied and what is there already. @throws Error in words where it cannot be done. */
export const planCopy = async (
  tools: KvTools,
  request: CopyRequest,
  control: JobControl,
): Promise<CopyPlan> => {
  const refusal = refusalOfCopy(request)
  if (refusal !== undefined) throw new Error(refusal)
  const {source, from, to, move} = request
  const siblings = await siblingsOf(tools, source, from, control.signal)
  const inventory = await takeInventory(tools, source, from, control)
  if (sameWhere(from, to)) refuseOverlap(request, inventory.items)
  const existing = await findExisting(tools, request, inventory.items, control)
  const {batches, oversized} = await batchesOf(tools, request, inventory.items)
  const deletions = move ? await countDeletions(tools, inventory.items, from) : 0
  return {
    ...request,
    inventory,
    siblings,
    existing,
    transactions: batches.length + oversized.length + deletions,
    files: await filesFor(tools, request, inventory, existing),
  }
}

/** The keys in the transactions that their copies fit into. */
export const batchesOf = async (
  {client, limits}: KvTools,
  request: CopyRequest,
  items: readonly Item[],
): Promise<Batches<Item>> => {
  const tenancy = tenancyOf(client, request.to)
  const sizeOf = ({key, bytes}: Item): number =>
    operationSize({...LONGEST, key: targetOf(request, key)}, tenancy) + base64Size(bytes)
  return batchBySize(items, await limits(request.to), sizeOf)
}

const DIGITS = 2n ** 64n - 1n
const LONGEST = {verb: 'cas', value: new Uint8Array(), flags: DIGITS, index: String(DIGITS)} as const

/** Of `a/b/` moved to `a/`, the key `a/b/b/x` would land on `a/b/x`, which is on its way itself. @throws Error in words. */
export const refuseOverlap = (request: CopyRequest, items: readonly Item[]): void => {
  const sources = new Set(items.map(({key}) => key))
  const hit = items.find(({key}) => sources.has(targetOf(request, key)))
  if (hit === undefined) return
  const target = targetOf(request, hit.key)
  throw new Error(
    `${hit.key} would land on ${target}, which is ${done(request.move)} too: go by way of another folder`,
  )
}

const findExisting = async (
  tools: KvTools,
  request: CopyRequest,
  items: readonly Item[],
  control: JobControl,
): Promise<ReadonlyMap<string, Existing>> => {
  const sourceOf = new Map(items.map(({key}) => [targetOf(request, key), key]))
  const existing = new Map<string, Existing>()
  for await (const page of readPages(tools, [...sourceOf.keys()], request.to, control)) {
    const sources = page.flatMap(({key}) => sourceOf.get(key) ?? [])
    const entries = await readKeys(tools.client, sources, {...request.from, signal: control.signal})
    const byTarget = new Map(entries.map(entry => [targetOf(request, entry.key), entry]))
    for (const there of page)
      existing.set(there.key, {item: itemOf(there), same: isSame(there, byTarget.get(there.key))})
  }
  return existing
}

const isSame = (there: KvEntry, source: KvEntry | undefined): boolean =>
  source !== undefined && holds(there, source)

/** The names of the files for what is too much for the memory of the journal. */
export const filesFor = async (
  tools: KvTools,
  {source, from, target, to, move}: CopyRequest,
  inventory: Inventory,
  existing: CopyPlan['existing'],
): Promise<CopyPlan['files']> => {
  const items = overwrites(existing)
  const overwritten = {items, bytes: items.reduce((sum, {bytes}) => sum + bytes, 0)}
  return {
    ...(move && wantsFile(inventory) && {moved: await backupPath(tools, source.key, from)}),
    ...(wantsFile(overwritten) && {overwritten: await backupPath(tools, target, to)}),
  }
}

/** What would be lost if the target were overwritten. */
export const overwrites = (existing: CopyPlan['existing']): readonly Item[] =>
  [...existing.values()].flatMap(({item, same}) => (same ? [] : [item]))
