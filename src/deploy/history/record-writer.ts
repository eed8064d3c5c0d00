import {createHash} from 'node:crypto'
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
  /** Of what was sent when an answer got lost: any of it may lie there now. */
  const unsure = new Set<string>()

  /** Whether what lies there is of that, and then it is ours. */
  const recognize = async (key: string): Promise<boolean> => {
    if (unsure.size === 0) return false
    const {data} = await readKey(client, key, {datacenter})
    const isOurs = data !== undefined && unsure.has(digestOf(data.value))
    if (isOurs) ours = data.modifyIndex
    return isOurs
  }
  return async (record: JobRecord): Promise<boolean> => {
    const key = recordKey(record.id)
    const value = encodeRecord(record)
    const write = () => putByTransaction(client, {verb: 'cas', key, value, index: ours}, {datacenter})
    try {
      let entry = await write()
      if (entry === undefined && (await recognize(key))) entry = await write()
      unsure.clear()
      if (entry !== undefined) ours = entry.modifyIndex
      return entry !== undefined
    } catch (error) {
      if (isConsulError(error)) unsure.add(digestOf(value))
      throw error
    }
  }
}

const digestOf = (value: Uint8Array): string => createHash('sha256').update(value).digest('base64')
