import type {ConsulClient} from '../../api/client.ts'
import {type ConsulError, isConsulError} from '../../api/errors.ts'
import {putKey} from '../../api/kv.ts'
import {isUnmet, readKeys, rejected} from '../../api/kv-by-transaction.ts'
import type {KvEntry} from '../../api/kv-entry.ts'
import type {KvOperation} from '../../api/kv-operation.ts'
import {transact} from '../../api/transaction.ts'
import type {Where} from './where.ts'
import {mayHaveHappened} from './write.ts'

/** Writes that only happen to the key as it was seen. */
export type Cas = Extract<KvOperation, {readonly verb: 'cas'}>
export type DeleteCas = {readonly verb: 'delete-cas'; readonly key: string; readonly index: string}
export type ConditionalWrite = Cas | DeleteCas

/** What became of one write. */
export type Fate =
  /** `index` is the ModifyIndex it left; a deletion leaves none. */
  | {readonly kind: 'done'; readonly index: string | undefined}
  /** Somebody else changed the key first: it is as they left it. */
  | {readonly kind: 'changed'}
  /** It did not happen. */
  | {readonly kind: 'undone'}
  /** It was sent, the answer got lost, and the key could not be asked. */
  | {readonly kind: 'unknown'}

export type BatchOutcome = {
  /** In the order of the writes. */
  readonly fates: readonly Fate[]
  /** Why it makes no sense to go on with the next batch. */
  readonly error?: ConsulError
}

const CHANGED: Fate = {kind: 'changed'}
const UNDONE: Fate = {kind: 'undone'}
const UNKNOWN: Fate = {kind: 'unknown'}

/**
 * Does writes that fit into one transaction. One whose key has changed is left out, and the others are done all the
 * same; `together` does all or none. Nothing is sent again while it is not known what became of it.
 */
export const applyBatch = async (
  client: ConsulClient,
  writes: readonly ConditionalWrite[],
  where: Where,
  {together = false}: {readonly together?: boolean} = {},
): Promise<BatchOutcome> => {
  const fates = new Map<ConditionalWrite, Fate>()
  const outcome = (error?: ConsulError): BatchOutcome => ({
    fates: writes.map(write => fates.get(write) ?? UNDONE),
    ...(error && {error}),
  })
  let left = writes
  while (left.length > 0) {
    try {
      const {data} = await transact(client, left, where)
      if (data.ok) {
        keepIndexes(left, data.results, fates)
        return outcome()
      }
      if (data.errors.length === 0 || !data.errors.every(isUnmet)) return outcome(rejected(data.errors))
      const unmet = new Set(data.errors.map(({index}) => left[index]))
      for (const write of left) if (unmet.has(write)) fates.set(write, CHANGED)
      if (together) return outcome()
      left = left.filter(write => !unmet.has(write))
    } catch (error) {
      return outcome(await afterFailure(client, left, where, {error, fates}))
    }
  }
  return outcome()
}

/** As {@link applyBatch}, for a value that no transaction can carry in base64. */
export const applyAlone = async (client: ConsulClient, write: Cas, where: Where): Promise<BatchOutcome> => {
  const {key, value, flags, index} = write
  const fates = new Map<ConditionalWrite, Fate>()
  let error: ConsulError | undefined
  try {
    const written = await putKey(client, {key, value, flags, cas: index}, where)
    if (written) await look(client, [write], where, fates)
    else fates.set(write, CHANGED)
  } catch (failure) {
    error = await afterFailure(client, [write], where, {error: failure, fates})
  }
  return {fates: [fates.get(write) ?? UNDONE], ...(error && {error})}
}

/** A transaction answers with what it wrote, in order; a deletion leaves nothing to answer with. */
const keepIndexes = (
  writes: readonly ConditionalWrite[],
  results: readonly KvEntry[],
  fates: Map<ConditionalWrite, Fate>,
): void => {
  const written = results.values()
  for (const write of writes) {
    const index = write.verb === 'cas' ? written.next().value?.modifyIndex : undefined
    fates.set(write, {kind: 'done', index})
  }
}

type Failed = {readonly error: unknown; readonly fates: Map<ConditionalWrite, Fate>}

/** A lost answer is looked up; undefined where it turns out that all was well. */
const afterFailure = async (
  client: ConsulClient,
  writes: readonly ConditionalWrite[],
  where: Where,
  {error, fates}: Failed,
): Promise<ConsulError | undefined> => {
  if (!isConsulError(error)) throw error
  if (!mayHaveHappened(error)) return error
  try {
    await look(client, writes, where, fates)
  } catch {
    for (const write of writes) fates.set(write, UNKNOWN)
  }
  return writes.every(write => isSettled(fates.get(write))) ? undefined : error
}

const isSettled = (fate: Fate | undefined): boolean => fate?.kind === 'done' || fate?.kind === 'changed'

/** Tells from what stands there now what became of the writes. */
const look = async (
  client: ConsulClient,
  writes: readonly ConditionalWrite[],
  where: Where,
  fates: Map<ConditionalWrite, Fate>,
): Promise<void> => {
  const entries = await readKeys(
    client,
    writes.map(({key}) => key),
    where,
  )
  const now = new Map(entries.map(entry => [entry.key, entry]))
  for (const write of writes) fates.set(write, fateSeen(write, now.get(write.key)))
}

const fateSeen = (write: ConditionalWrite, now: KvEntry | undefined): Fate => {
  if ((now?.modifyIndex ?? '0') === write.index) return UNDONE
  if (write.verb === 'delete-cas') return now === undefined ? {kind: 'done', index: undefined} : CHANGED
  return now !== undefined && holds(now, write) ? {kind: 'done', index: now.modifyIndex} : CHANGED
}

/** Whether an entry is what was to be there, byte for byte. */
export const holds = (
  entry: KvEntry,
  {value, flags = 0n}: {value: Uint8Array; flags?: bigint | undefined},
): boolean => entry.flags === flags && Buffer.compare(entry.value, value) === 0
