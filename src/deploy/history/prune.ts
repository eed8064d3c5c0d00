import type {ConsulClient} from '../../api/client.ts'
import {isConsulError} from '../../api/errors.ts'
import {listJobs, type PastJob} from './list.ts'
import {removeJob} from './remove.ts'

/** How many jobs of each kind the history holds, so that many execs push no deploy out. */
const KEPT = 20

/** After so long nobody is at it any more, whatever the record says. */
const ABANDONED_MS = 7 * 24 * 3_600_000

type PruneOptions = {
  readonly datacenter?: string | undefined
  readonly nowMs: number
  readonly kept?: number | undefined
}

/**
 * Takes the oldest jobs out of the history: those that Lictor has written a record of, and that are not under way. Where that
 * fails, the next one does it.
 */
export const pruneJobs = async (
  client: ConsulClient,
  {datacenter, nowMs, kept = KEPT}: PruneOptions,
): Promise<void> => {
  try {
    const {data} = await listJobs(client, {datacenter})
    const kinds = Map.groupBy(data, ({record}) => record?.kind)
    const old = (['deploy', 'exec'] as const).flatMap(kind => kinds.get(kind)?.slice(kept) ?? [])
    for (const {id} of old.filter(isOver(nowMs))) await removeJob(client, id, {datacenter})
  } catch (error) {
    if (!isConsulError(error)) throw error
  }
}

const isOver =
  (nowMs: number) =>
  ({record}: PastJob): boolean =>
    (record?.stage !== 'running' && record?.stage !== 'halted') || nowMs - record.startedAtMs > ABANDONED_MS
