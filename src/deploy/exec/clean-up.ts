import type {ConsulClient} from '../../api/client.ts'
import {destroySession} from '../../api/session.ts'
import {deleteFolder} from '../delete-folder.ts'
import {jobFolder} from '../protocol/keys.ts'

/** Ends the session of an exec, which takes its keys along, and deletes what lies there without it. */
export const cleanUp = async (
  client: ConsulClient,
  id: string,
  where: {readonly datacenter: string | undefined},
): Promise<void> => {
  await destroySession(client, id, where)
  await deleteFolder(client, jobFolder('_rexec', id), where)
}
