import type {ConsulClient, QueryOptions, Reply} from '../../api/client.ts'
import {listKeys} from '../../api/kv.ts'
import {readKeys} from '../../api/kv-by-transaction.ts'
import {inBatches} from '../batches.ts'
import {inParallel} from '../in-parallel.ts'
import type {JobRecord} from './record.ts'
import {decodeRecord, isJobId, recordKey} from './record-json.ts'

/** A line of the history. Without a record no Lictor has begun it: hosts answer an event that `consul event` has fired. */
export type PastJob = {readonly id: string; readonly record?: JobRecord | undefined}

const ROOT = '_deploy/'

/** What lies below `_deploy/`: first the newest, at the end what has no record. Blocks on any change there. */
export const listJobs = async (
  client: ConsulClient,
  options?: QueryOptions,
): Promise<Reply<readonly PastJob[]>> => {
  const {data: keys, meta} = await listKeys(client, ROOT, {separator: '/'}, options)
  const ids = keys.map(key => key.slice(ROOT.length, -1)).filter(isJobId)
  const records = await readRecords(client, ids, options)
  const parts = new Set([...records.values()].flatMap(partsOf))
  const jobs = ids.filter(id => records.has(id) || !parts.has(id)).map(id => ({id, record: records.get(id)}))
  return {data: jobs.toSorted((left, right) => startOf(right) - startOf(left)), meta}
}

const readRecords = async (
  client: ConsulClient,
  ids: readonly string[],
  options: QueryOptions | undefined,
): Promise<ReadonlyMap<string, JobRecord>> => {
  const entries = (
    await inParallel(inBatches(ids.map(recordKey)), batch => readKeys(client, batch, options))
  ).flat()
  const records = entries.flatMap(({key, value}) => {
    const record = decodeRecord(value)
    return record !== undefined && recordKey(record.id) === key ? [[record.id, record] as const] : []
  })
  return new Map(records)
}

const partsOf = (record: JobRecord): readonly string[] =>
  record.kind === 'deploy' ? record.parts.map(({id}) => id) : []

const startOf = ({record}: PastJob): number => record?.startedAtMs ?? 0
