import type {ConsulClient, WriteOptions} from '../../api/client.ts'
import {ConsulError, isConsulError, wasNeverSent} from '../../api/errors.ts'
import {deleteKey, putKey, readKey} from '../../api/kv.ts'
import {putByTransaction} from '../../api/kv-by-transaction.ts'
import type {KvEntry} from '../../api/kv-entry.ts'

/** What a key is to become, and what it was when that was decided; no base: it did not exist. */
export type KeyChange = {
  readonly key: string
  readonly value: Uint8Array
  readonly flags: bigint
  readonly base: KvEntry | undefined
}

/**
 * What became of it. In a conflict nothing was written, and `theirs` is what stands there now. What is not `ours` was there
 * already, to the byte: the write was refused, and what somebody else has written is not ours to take back.
 */
export type Written =
  | {readonly kind: 'written'; readonly entry: KvEntry; readonly ours: boolean}
  | {readonly kind: 'conflict'; readonly theirs: KvEntry | undefined}

/** As {@link Written}; `removed` also where it was gone already. */
export type Removed = {readonly kind: 'removed'} | {readonly kind: 'conflict'; readonly theirs: KvEntry}

/**
 * Writes a key if nobody has since its base. Consul's answer may get lost on the way: then the key is read, and tells.
 * @throws ConsulError where it is not known what became of it, or nothing was written.
 */
export const writeKey = (client: ConsulClient, change: KeyChange, options: WriteOptions): Promise<Written> =>
  settled<Written>(
    () => send(client, change, options),
    async ours => {
      const {data: now} = await readKey(client, change.key, options)
      if (now && isWhatWasMeant(now, change)) return {kind: 'written', entry: now, ours}
      if (now?.modifyIndex === change.base?.modifyIndex) return undefined
      return {kind: 'conflict', theirs: now}
    },
  )

/** Deletes a key if nobody has written it since `entry` was read. @throws ConsulError as {@link writeKey}. */
export const removeKey = (client: ConsulClient, entry: KvEntry, options: WriteOptions): Promise<Removed> =>
  settled<Removed>(
    async () => {
      const removed = await deleteKey(client, {key: entry.key, cas: entry.modifyIndex}, options)
      return removed ? {kind: 'removed'} : undefined
    },
    async () => {
      const {data: now} = await readKey(client, entry.key, options)
      if (now === undefined) return {kind: 'removed'}
      return now.modifyIndex === entry.modifyIndex ? undefined : {kind: 'conflict', theirs: now}
    },
  )

/**
 * Does it, or where that did not happen or is not known, has a look, which hears whether it may have happened; one that finds
 * nothing done says so.
 */
const settled = async <T extends object>(
  act: () => Promise<T | 'unread' | undefined>,
  look: (isOurs: boolean) => Promise<T | undefined>,
): Promise<T> => {
  let lost: ConsulError | undefined
  let done: T | 'unread' | undefined
  try {
    done = await act()
    if (typeof done === 'object') return done
  } catch (error) {
    if (!isConsulError(error) || !mayHaveHappened(error)) throw error
    lost = error
  }
  const seen = await look(done === 'unread' || lost !== undefined).catch(error => {
    throw lost ? unknownOutcome(lost) : error
  })
  if (seen) return seen
  throw lost ?? refusedWithoutReason()
}

/** Undefined where the condition did not hold; `unread` where it is written, and only the key itself tells its index. */
const send = async (
  client: ConsulClient,
  {key, value, flags, base}: KeyChange,
  options: WriteOptions,
): Promise<Written | 'unread' | undefined> => {
  const index = base?.modifyIndex ?? '0'
  try {
    const entry = await putByTransaction(client, {verb: 'cas', key, value, flags, index}, options)
    return entry && {kind: 'written', entry, ours: true}
  } catch (error) {
    if (!isConsulError(error) || error.status !== 413) throw error
    const isDone = await putKey(client, {key, value, flags, cas: index}, options) // too large in base64 only, perhaps
    return isDone ? 'unread' : undefined
  }
}

const isWhatWasMeant = (now: KvEntry, {value, flags}: KeyChange): boolean =>
  now.flags === flags && Buffer.compare(now.value, value) === 0

/** An answer that got lost, unlike a refusal, says nothing of the request; one that was never sent gets no answer. */
export const mayHaveHappened = (error: ConsulError): boolean => {
  const {kind, status = 0} = error
  if (wasNeverSent(error)) return false
  return kind === 'timeout' || kind === 'unreachable' || kind === 'protocol' || status >= 500
}

const unknownOutcome = (lost: ConsulError): ConsulError =>
  new ConsulError({
    ...lost,
    shortMessage: `${lost.shortMessage}, and whether it was written is not known`,
    details: lost.details,
    nextStep: 'Try again: it is only done if nobody else has written meanwhile.',
  })

const refusedWithoutReason = (): ConsulError =>
  new ConsulError({
    kind: 'conflict',
    shortMessage: 'Consul did not write it, though nobody else has',
    nextStep: 'Try again.',
  })
