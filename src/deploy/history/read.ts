import type {ConsulClient, QueryOptions, Reply} from '../../api/client.ts'
import {readKey} from '../../api/kv.ts'
import type {JobRecord} from './record.ts'
import {decodeRecord, recordKey} from './record-json.ts'

/** A record with the ModifyIndex that it lies there with. */
export type KeptRecord<T extends JobRecord = JobRecord> = {readonly record: T; readonly index: string}

/** Undefined where no Lictor has written one. */
export const readRecord = async (
  client: ConsulClient,
  id: string,
  options?: QueryOptions,
): Promise<Reply<KeptRecord | undefined>> => {
  const {data: entry, meta} = await readKey(client, recordKey(id), options)
  const record = entry && decodeRecord(entry.value)
  const data = entry && record?.id === id ? {record, index: entry.modifyIndex} : undefined
  return {data, meta}
}
