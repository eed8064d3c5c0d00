import type {ConsulClient} from '../../api/client.ts'
import {isConsulError} from '../../api/errors.ts'
import {readKey} from '../../api/kv.ts'
import {putByTransaction} from '../../api/kv-by-transaction.ts'
import type {JobRecord} from './record.ts'
import {encodeRecord, recordKey} from './record-json.ts'

type WriterOptions = {
  readonly client: ConsulClient
  readonly datacenter?: string | undefined
  readonly index?: string | undefined
}

/**
 * Writes one record again and again, each time only over what it has written itself; false once somebody else has.
 * @throws ConsulError where it was not written, or may not have been
 */
export const createRecordWriter = ({client, datacenter, index = '0'}: WriterOptions) => {
  let ours = index
  /** What was sent when the answer got lost. */
  let unsure: Uint8Array | undefined

  /** Whether what lies there is that, and then it is ours. */
  const recognize = async (key: string, sent: Uint8Array | undefined): Promise<boolean> => {
    const {data} = await readKey(client, key, {datacenter})
    const isOurs = data !== undefined && sent !== undefined && Buffer.compare(data.value, sent) === 0
    if (isOurs) ours = data.modifyIndex
    return isOurs
  }
  return async (record: JobRecord): Promise<boolean> => {
    const key = recordKey(record.id)
    const value = encodeRecord(record)
    try {
      const write = {verb: 'cas', key, value, index: ours} as const
      let entry = await putByTransaction(client, write, {datacenter})
      if (entry === undefined && (await recognize(key, unsure)))
        entry = await putByTransaction(client, {...write, index: ours}, {datacenter})
      unsure = undefined
      if (entry !== undefined) ours = entry.modifyIndex
      return entry !== undefined
    } catch (error) {
      if (isConsulError(error)) unsure = value
      throw error
    }
  }
}
