import type {ConsulClient, WriteOptions} from '../../api/client.ts'
import {isConsulError} from '../../api/errors.ts'
import {readKey} from '../../api/kv.ts'
import type {KvEntry} from '../../api/kv-entry.ts'
import {readSession} from '../../api/session.ts'

/** Who holds the lock of a key; name and node only where the token may read sessions and the session is still there. */
export type Holder = {readonly session: string; readonly name?: string; readonly node?: string}

/** A key as it is at this moment, and who has locked it. */
export type Fresh = {readonly entry: KvEntry | undefined; readonly holder: Holder | undefined}

/** Asks the leader, whatever the consistency of the screen: what is to be changed has to be what is there. */
export const readFresh = async (client: ConsulClient, key: string, where: WriteOptions): Promise<Fresh> => {
  const {data: entry} = await readKey(client, key, where)
  const holder = entry?.session === undefined ? undefined : await readHolder(client, entry.session, where)
  return {entry, holder}
}

const readHolder = async (client: ConsulClient, session: string, where: WriteOptions): Promise<Holder> => {
  try {
    const {data} = await readSession(client, session, where)
    return data ? {session, name: data.name, node: data.node} : {session}
  } catch (error) {
    // That it is locked is known; by whom is only a help.
    if (isConsulError(error)) return {session}
    throw error
  }
}
