import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import {listKeys} from '../../api/kv.ts'
import {readKeys} from '../../api/kv-by-transaction.ts'
import type {Read, ReadOptions} from '../../api/watch.ts'
import {BATCH, inBatches} from '../batches.ts'
import {inParallel} from '../in-parallel.ts'
import {type JobRoot, jobFolder} from '../protocol/keys.ts'
import {createListing} from './listing.ts'
import type {Roster} from './roster.ts'
import {createWishes, type Wish} from './wishes.ts'

/** Where a job lies. */
export type JobPlace = {
  readonly root: JobRoot
  /** Of an exec its session's, of a deploy that of its event. */
  readonly id: string
  readonly datacenter?: string | undefined
}

type ReaderDeps = {
  readonly client: ConsulClient
  readonly clock: Clock
  readonly roster: Roster
  /** The job is older than the board: when things came that are there already, nobody knows. */
  readonly joinsLate: boolean
  readonly onOutput: (node: string, text: string) => void
  /** Called when some of it was read. */
  readonly onProgress: () => void
}

/** How many keys the job has, and how long it took to read those that were not known. */
export type Listed = {readonly keys: number; readonly tookMs: number}

/** What is read before it is shown. */
const PASS = 16 * BATCH

/**
 * Reads a job for `watch`: the list of its keys, on which it blocks, and then the values that are not known yet. To block
 * on the values would send all of them again with each chunk that any host writes (consul-wire 1.3).
 */
export const createJobReader = (deps: ReaderDeps, {root, id, datacenter}: JobPlace): Read<Listed> => {
  const {client, clock, roster, joinsLate} = deps
  const listing = createListing(jobFolder(root, id))
  const wishes = createWishes({root, roster, listing, onOutput: deps.onOutput})
  let isFirst = true

  /** Whether anything of it was new. */
  const fulfil = async (wanted: readonly Wish[], options: ReadOptions): Promise<boolean> => {
    const {signal, consistency} = options
    const found = await inParallel(inBatches(wanted.map(({key}) => key)), batch =>
      readKeys(client, batch, {datacenter, signal, consistency}),
    )
    const values = new Map(found.flat().map(({key, value}) => [key, value]))
    const applied = applyInOrder(wanted, values)
    deps.onProgress()
    return applied > 0
  }
  return async options => {
    const {data: keys, meta} = await listKeys(client, jobFolder(root, id), {}, {...options, datacenter})
    const startMs = clock.now()
    const atMs = isFirst && joinsLate ? undefined : startMs
    const untaken = () => listing.untaken(keys)
    const phases = untaken().flatMap(own => wishes.phase(own, atMs))
    if (phases.length > 0) await fulfil(phases, options)
    for (;;) {
      const wanted = untaken()
        .flatMap(own => wishes.news(own, atMs))
        .slice(0, PASS)
      if (wanted.length === 0 || !(await fulfil(wanted, options))) break
    }
    isFirst = false
    return {data: {keys: keys.length, tookMs: Math.max(0, clock.now() - startMs)}, meta}
  }
}

/**
 * Returns how many were applied. Of a node whose next key is not there nothing further is: a server that lags behind
 * will have it the next time.
 */
const applyInOrder = (wanted: readonly Wish[], values: ReadonlyMap<string, Uint8Array>): number => {
  const waiting = new Set<string>()
  let applied = 0
  for (const {key, node, apply} of wanted) {
    const value = values.get(key)
    if (value === undefined) waiting.add(node)
    if (value === undefined || waiting.has(node)) continue
    apply(value)
    applied += 1
  }
  return applied
}
