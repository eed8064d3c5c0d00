import type {ConsulClient, WriteOptions} from '../api/client.ts'
import {listKeys} from '../api/kv.ts'
import {transact} from '../api/transaction.ts'
import {inBatches} from './batches.ts'

/** Deletes all that lies below a folder now, `last` after everything else: what is broken off is found again by it. */
export const deleteFolder = async (
  client: ConsulClient,
  folder: string,
  {last, ...where}: WriteOptions & {readonly last?: string | undefined} = {},
): Promise<void> => {
  const {data} = await listKeys(client, folder, {}, where)
  const keys = data.includes(last ?? '') ? [...data.filter(key => key !== last), last ?? ''] : data
  for (const batch of inBatches(keys))
    await transact(
      client,
      batch.map(key => ({verb: 'delete', key}) as const),
      where,
    )
}
