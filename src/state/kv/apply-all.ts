import {batchOperations} from '../../api/batch-operations.ts'
import {tenancyOf} from '../../api/transaction.ts'
import type {Tally} from './account.ts'
import {applyAlone, applyBatch, type BatchOutcome, type ConditionalWrite, type Fate} from './apply-batch.ts'
import type {KvTools} from './tools.ts'
import type {Where} from './where.ts'

type Course = {
  /** Stops it between two transactions. */
  readonly signal: AbortSignal
  readonly tally: Tally
  readonly onFate: (write: ConditionalWrite, fate: Fate) => void
  /** Told after each transaction how many writes have been sent. */
  readonly onSent?: (count: number) => void
}

/** Does many writes in as few transactions as they fit into, one after the other, until all is done or one stops it. */
export const applyAll = async (
  {client, limits}: KvTools,
  writes: readonly ConditionalWrite[],
  where: Where,
  {signal, tally, onFate, onSent}: Course,
): Promise<void> => {
  if (writes.length === 0) return
  const {batches, oversized} = batchOperations(writes, await limits(where), tenancyOf(client, where))
  const alone = oversized.map(write => [write])
  let sent = 0
  for (const batch of [...batches, ...alone]) {
    if (signal.aborted) tally.stop('operator')
    if (tally.isStopped()) return
    const {fates, error} = await send(client, batch, where, sent >= writes.length - oversized.length)
    for (const [place, write] of batch.entries()) onFate(write, fates[place] ?? {kind: 'undone'})
    if (error) tally.stop(error)
    sent += batch.length
    onSent?.(sent)
  }
}

const send = (
  client: KvTools['client'],
  batch: readonly ConditionalWrite[],
  where: Where,
  alone: boolean,
): Promise<BatchOutcome> => {
  const [only] = batch
  return alone && only?.verb === 'cas' ? applyAlone(client, only, where) : applyBatch(client, batch, where)
}
