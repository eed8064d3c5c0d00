import type {ConsulClient, WriteOptions} from '../../api/client.ts'
import {deleteFolder} from '../delete-folder.ts'
import {jobFolder} from '../protocol/keys.ts'
import {readRecord} from './read.ts'
import {recordKey} from './record-json.ts'

/** Takes a job out of the history, with all that its hosts have answered. */
export const removeJob = async (
  client: ConsulClient,
  id: string,
  where: WriteOptions = {},
): Promise<void> => {
  const {data: kept} = await readRecord(client, id, where)
  const parts = kept?.record.kind === 'deploy' ? kept.record.parts : []
  for (const part of parts)
    if (part.id !== id) await deleteFolder(client, jobFolder('_deploy', part.id), where)
  await deleteFolder(client, jobFolder('_deploy', id), {...where, last: recordKey(id)})
}
