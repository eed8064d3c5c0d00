import type {ConsulClient} from '../../api/client.ts'
import {type ConsulError, isConsulError} from '../../api/errors.ts'
import {readKey} from '../../api/kv.ts'
import type {JobControl} from '../jobs.ts'
import type {Difference} from './difference.ts'
import type {ComparedSide, ComparedSides} from './hidden-keys.ts'
import {beforeOf, type Change} from './journal.ts'
import type {Where} from './where.ts'
import {writeKey} from './write.ts'

/** From the left to the right, or back. */
export type Direction = 'right' | 'left'

/** What a copy will do, as it was seen when the sides were compared. */
export type CopyPlan = {
  readonly from: ComparedSide
  readonly to: ComparedSide
  readonly items: readonly CopyItem[]
  readonly created: number
  readonly overwritten: number
  readonly bytes: number
  /** Differences that have nothing to copy in this direction: a copy deletes nothing, and what is hidden stays. */
  readonly left: number
}

type CopyItem = {readonly name: string; readonly seen: string; readonly stands: string | undefined}

export const planCopy = (
  differences: readonly Difference[],
  sides: ComparedSides,
  direction: Direction,
): CopyPlan => {
  const [from, to] =
    direction === 'right' ? ([sides.left, sides.right] as const) : ([sides.right, sides.left] as const)
  const items = differences.flatMap(
    ({name, status, left, right}): readonly (CopyItem & {readonly bytes: number})[] => {
      const [source, target] = direction === 'right' ? [left, right] : [right, left]
      if (source === undefined || status === 'hidden') return []
      return [{name, seen: source.modifyIndex, stands: target?.modifyIndex, bytes: source.bytes}]
    },
  )
  const overwritten = items.filter(({stands}) => stands !== undefined).length
  return {
    from,
    to,
    items,
    overwritten,
    created: items.length - overwritten,
    bytes: items.reduce((sum, {bytes}) => sum + bytes, 0),
    left: differences.length - items.length,
  }
}

/** What became of the keys; those in none of these were not tried. */
export type CopyAccount = {
  readonly total: number
  /** What was written, for the journal. */
  readonly copied: readonly Change[]
  /** Left alone, because one of the two sides has been written since they were compared. */
  readonly moved: readonly string[]
  /** Why it stopped before the end. */
  readonly stoppedBy: 'operator' | ConsulError | undefined
}

/** So many keys are under way at a time. */
const AT_ONCE = 8

/**
 * Copies keys to `where`, each only if both sides are as they were seen, flags included. It stops at the first failure, and never in
 * the middle of a key.
 */
export const copyAcross = async (
  client: ConsulClient,
  plan: CopyPlan,
  where: Where,
  {signal, report}: JobControl,
): Promise<CopyAccount> => {
  const {items} = plan
  const moved: string[] = []
  const copied: Change[] = []
  const account = (stoppedBy?: CopyAccount['stoppedBy']): CopyAccount => ({
    total: items.length,
    copied,
    moved,
    stoppedBy,
  })
  for (let done = 0; done < items.length; done += AT_ONCE) {
    report({done, total: items.length, unit: 'keys'})
    if (signal.aborted) return account('operator')
    const some = items.slice(done, done + AT_ONCE)
    const fates = await Promise.all(some.map(item => copyOne(client, plan, where, item).catch(asFailure)))
    copied.push(...fates.flatMap(fate => (fate !== 'moved' && 'key' in fate ? [fate] : [])))
    moved.push(...some.filter((_, place) => fates[place] === 'moved').map(({name}) => name))
    const failure = fates.find(isConsulError)
    if (failure) return account(failure)
  }
  return account()
}

const asFailure = (error: unknown): ConsulError => {
  if (isConsulError(error)) return error
  throw error
}

const copyOne = async (
  client: ConsulClient,
  {from, to}: CopyPlan,
  where: Where,
  {name, seen, stands}: CopyItem,
): Promise<Change | 'moved'> => {
  const [source, target] = await Promise.all([
    readKey(client, from.folder + name, from.options),
    readKey(client, to.folder + name, to.options),
  ])
  if (source.data?.modifyIndex !== seen || target.data?.modifyIndex !== stands) return 'moved'
  const {value, flags} = source.data
  const [key, base] = [to.folder + name, target.data]
  const written = await writeKey(client, {key, value, flags, base}, where)
  if (written.kind === 'conflict') return 'moved'
  return {key, where, before: base && beforeOf(base), after: written.entry.modifyIndex}
}
