import type {ConsulClient} from '../../api/client.ts'
import {listKeys} from '../../api/kv.ts'
import {destroySession} from '../../api/session.ts'
import {transact} from '../../api/transaction.ts'
import {jobFolder} from '../protocol/keys.ts'

const BATCH = 64

/** Ends the session of an exec, which takes its keys along, and deletes what lies there without it. */
export const cleanUp = async (
  client: ConsulClient,
  id: string,
  where: {readonly datacenter: string | undefined},
): Promise<void> => {
  await destroySession(client, id, where)
  const {data: keys} = await listKeys(client, jobFolder('_rexec', id), {}, where)
  for (let at = 0; at < keys.length; at += BATCH) {
    const batch = keys.slice(at, at + BATCH).map(key => ({verb: 'delete', key}) as const)
    await transact(client, batch, where)
  }
}
