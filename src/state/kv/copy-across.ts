import {
  batchesOf,
  type CopyPlan,
  type CopyRequest,
  type Existing,
  filesFor,
  refuseOverlap,
} from './copy-plan.ts'
import type {Difference} from './difference.ts'
import type {Item} from './inventory.ts'
import type {EntryMark} from './side-marks.ts'
import type {KvTools} from './tools.ts'
import {sameWhere, type Where} from './where.ts'

/** From the left to the right, or back. */
export type Direction = 'right' | 'left'

/** A key that is to be copied as it was seen on both sides; no target: it did not exist there. */
export type MarksToCopy = {readonly source: EntryMark; readonly target: EntryMark | undefined}

/** What there is to copy in this direction: a copy deletes nothing, and what is hidden stays. */
export const marksToCopy = (
  differences: readonly Difference[],
  direction: Direction,
): readonly MarksToCopy[] =>
  differences.flatMap(({status, left, right}) => {
    const [source, target] = direction === 'right' ? [left, right] : [right, left]
    return source === undefined || status === 'hidden' ? [] : [{source, target}]
  })

/** A folder that was compared, and the store it is in. */
type Place = {readonly folder: string; readonly where: Where}

/**
 * The copy of what differs, as it was seen when the sides were compared: what either side has written since is left alone.
 * @throws Error in words where it cannot be done.
 */
export const planAcross = async (
  tools: KvTools,
  marks: readonly MarksToCopy[],
  {from, to}: {readonly from: Place; readonly to: Place},
): Promise<CopyPlan> => {
  const source = {kind: 'folder', key: from.folder} as const
  const request: CopyRequest = {source, from: from.where, target: to.folder, to: to.where, move: false}
  const items = marks.map(mark => itemIn(from, mark.source))
  if (sameWhere(from.where, to.where)) refuseOverlap(request, items)
  const there = marks.flatMap(({target}) => (target === undefined ? [] : [itemIn(to, target)]))
  const existing = new Map(there.map((item): [string, Existing] => [item.key, {item, same: false}]))
  const bytes = items.reduce((sum, item) => sum + item.bytes, 0)
  const inventory = {items, bytes, unreadable: 0, unnamable: 0, filtered: false}
  const {batches, oversized} = await batchesOf(tools, request, items)
  return {
    ...request,
    inventory,
    siblings: {named: [], more: 0},
    existing,
    transactions: batches.length + oversized.length,
    files: await filesFor(tools, request, inventory, existing),
  }
}

const itemIn = ({folder}: Place, {name, modifyIndex, bytes}: EntryMark): Item => ({
  key: folder + name,
  index: modifyIndex,
  bytes,
})
