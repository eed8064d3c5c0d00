import type {ConsulClient, QueryOptions, WriteOptions} from '../../api/client.ts'
import {deleteKey, putKey, readKey} from '../../api/kv.ts'
import {FREEZE_KEY} from '../protocol/keys.ts'

/** The key that halts every Lictor before its next wave. */
export type Freeze = {
  /** Its value as text: why, and who said so. As it came: nothing of it is fit for a terminal. */
  readonly reason: string
  /** Tells this freeze from a later one. */
  readonly index: string
}

/** Undefined where deploys are not frozen. */
export const readFreeze = async (
  client: ConsulClient,
  options?: QueryOptions,
): Promise<Freeze | undefined> => {
  const {data} = await readKey(client, FREEZE_KEY, options)
  return data && {reason: Buffer.from(data.value).toString().trim(), index: data.modifyIndex}
}

/** Halts every Lictor of the datacenter before its next wave; `by` is who does. False where deploys are frozen already. */
export const freezeDeploys = (
  client: ConsulClient,
  {reason, by}: {readonly reason: string; readonly by: string},
  options?: WriteOptions,
): Promise<boolean> => {
  const text = reason === '' ? by : `${reason} (${by})`
  return putKey(client, {key: FREEZE_KEY, value: Buffer.from(text), cas: '0'}, options)
}

/** Takes the freeze away, but not one that has come since `index`; false then. */
export const liftFreeze = (client: ConsulClient, index: string, options?: WriteOptions): Promise<boolean> =>
  deleteKey(client, {key: FREEZE_KEY, cas: index}, options)
