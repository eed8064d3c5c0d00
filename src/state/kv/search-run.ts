import type {ConsulClient, QueryOptions} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import type {KeyPiece} from './key-pieces.ts'
import {type Matcher, type Skipped, TOO_SLOW} from './matcher.ts'
import {scanKeys, scanPiece} from './scan.ts'
import {createSearchResults, type SearchHit} from './search-results.ts'

/** Why a search is over. `full`: there is no room for more results; `budget`: enough bytes of values were read. */
export type SearchEnd = 'done' | 'stopped' | 'full' | 'budget' | 'failed'

export type SearchProgress = Skipped & {
  readonly keys: number
  /** Keys whose values have been asked for, and those that gave one. */
  readonly asked: number
  readonly read: number
  /** On the wire, the list of keys included. */
  readonly bytes: number
  readonly valueBytes: number
  readonly elapsedMs: number
  /** Where the values begin that have not been searched, if any. */
  readonly next: string | undefined
}

export type SearchRequest = {
  readonly client: ConsulClient
  readonly clock: Clock
  readonly folder: string
  readonly where: QueryOptions
  readonly matcher: Matcher
  readonly values: boolean
  /** Told after every step. */
  readonly onStep: (phase: 'keys' | 'values') => void
}

/** One pass over the keys of a folder, and over their values. */
export type SearchRun = {
  /** Goes on where it ended, until the values took `budget` bytes. @throws ConsulError, or an abort error. */
  readonly go: (budget: number, signal: AbortSignal) => Promise<SearchEnd>
  readonly hits: () => readonly SearchHit[]
  readonly progress: () => SearchProgress
}

type Counters = {keys: number; asked: number; read: number; bytes: number; valueBytes: number}

export const createSearchRun = (request: SearchRequest): SearchRun => {
  const results = createSearchResults()
  const counters: Counters = {keys: 0, asked: 0, read: 0, bytes: 0, valueBytes: 0}
  const parts: Parts = {...request, results, counters}
  const watch = createStopwatch(request.clock)
  /** What the values are read by; undefined before all keys are known. */
  let pieces: readonly KeyPiece[] | undefined
  let searched = 0

  const search = async (budget: number, signal: AbortSignal): Promise<SearchEnd> => {
    pieces ??= await searchKeys(parts, signal)
    if (pieces === undefined) return endOf(parts)
    if (!request.values) return 'done'
    for (; searched < pieces.length; searched++) {
      const end = await searchPiece(parts, {piece: pieces[searched], budget, signal})
      if (end) return end
    }
    return 'done'
  }
  return {
    go: async (budget, signal) => {
      watch.start()
      return search(budget, signal).finally(watch.stop)
    },
    hits: results.list,
    progress: () => ({
      ...counters,
      ...request.matcher.skipped(),
      elapsedMs: watch.elapsedMs(),
      next: request.values ? pieces?.[searched]?.prefix : undefined,
    }),
  }
}

type Stopwatch = {readonly start: () => void; readonly stop: () => void; readonly elapsedMs: () => number}

const createStopwatch = (clock: Clock): Stopwatch => {
  let before = 0
  let startedAt: number | undefined
  const elapsedMs = (): number =>
    before + (startedAt === undefined ? 0 : Math.max(0, clock.now() - startedAt))
  return {
    elapsedMs,
    start: () => {
      startedAt = clock.now()
    },
    stop: () => {
      before = elapsedMs()
      startedAt = undefined
    },
  }
}

type Parts = SearchRequest & {
  readonly results: ReturnType<typeof createSearchResults>
  readonly counters: Counters
}

/** The pieces of the values, or undefined where it ended before the last key. */
const searchKeys = async (
  {client, folder, where, matcher, values, results, counters, onStep}: Parts,
  signal: AbortSignal,
): Promise<readonly KeyPiece[] | undefined> => {
  const keys = scanKeys({client, folder, options: {...where, signal}}, {forValues: values})
  for await (const {items, bytes} of keys.batches) {
    counters.keys += items.length
    counters.bytes += bytes
    const hasRoom = results.add(await matcher.inKeys(items, folder.length))
    onStep('keys')
    if (!hasRoom || isTooSlow(matcher)) return undefined
  }
  return keys.pieces()
}

/** Why it ended, or undefined where the piece has been searched. */
const searchPiece = async (
  parts: Parts,
  {
    piece,
    budget,
    signal,
  }: {readonly piece: KeyPiece | undefined; readonly budget: number; readonly signal: AbortSignal},
): Promise<SearchEnd | undefined> => {
  const {client, where, matcher, results, counters, onStep} = parts
  let read = 0
  if (piece === undefined) return undefined
  if (counters.valueBytes >= budget) return 'budget'
  for await (const {items, bytes} of scanPiece({client, options: {...where, signal}}, piece)) {
    counters.bytes += bytes
    counters.valueBytes += bytes
    read += items.length
    const hasRoom = results.add(await matcher.inValues(items))
    onStep('values')
    if (!hasRoom || isTooSlow(matcher)) return endOf(parts)
    if (counters.valueBytes >= budget) return 'budget'
  }
  counters.asked += piece.count
  counters.read += read
  return undefined
}

const isTooSlow = (matcher: Matcher): boolean => matcher.skipped().slow >= TOO_SLOW

const endOf = ({matcher}: Parts): SearchEnd => (isTooSlow(matcher) ? 'failed' : 'full')
