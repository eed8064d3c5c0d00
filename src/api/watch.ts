import {nextIndex} from './blocking-index.ts'
import type {Consistency, QueryMeta, Reply} from './client.ts'
import {type Clock, systemClock} from './clock.ts'
import {ConsulError, isAbort, isFatal} from './errors.ts'
import {backoffMs, createPace} from './pace.ts'
import {same} from './same.ts'

/** What a watch has to tell. `leaderless`: the answer is a stale read, because no server leads. */
export type WatchEvent<T> =
  | {readonly type: 'data'; readonly reply: Reply<T>; readonly leaderless: boolean}
  | {readonly type: 'unchanged'; readonly meta: QueryMeta; readonly leaderless: boolean}
  | {readonly type: 'failed'; readonly error: ConsulError; readonly retryInMs: number | undefined}

/** What the loop has decided on; a read passes it to the endpoint as it is. */
export type ReadOptions = {
  readonly index?: string
  readonly waitMs?: number
  readonly consistency: Consistency
  readonly signal: AbortSignal
}

/** One read. `last` is what the one before gave: where the index has not moved, it still holds. */
export type Read<T> = (options: ReadOptions, last: T | undefined) => Promise<Reply<T>>

export type WatchOptions<T> = {
  readonly signal: AbortSignal
  readonly consistency?: Consistency
  /** How long the server may hold an unchanged answer, given the one before; unless told as long as the loop is old, to 60 s. */
  readonly waitMs?: (last: T | undefined) => number
  /** For endpoints that do not block: the pause between two reads; `Infinity` reads once. */
  readonly everyMs?: number
  readonly equal?: (left: T, right: T) => boolean
  /** For the list of events, whose index goes up and down: a lower one is as good as a higher one. */
  readonly unordered?: boolean
  readonly clock?: Clock
}

/** How long a stale answer is held while no server leads, and every how many of them the leader is tried. */
const LEADERLESS_WAIT_MS = 2_000
const LEADERLESS_ROUNDS = 8

/** The pause after an answer without an index, which nothing can block on. */
const UNINDEXED_PAUSE_MS = 5_000

/**
 * Unless told otherwise a read is held no longer than its loop is old. For the agent goes on holding one that was given up, and
 * with it one of the 200 connections that a host may have (consul-wire 5.1): who browses gives up many young ones.
 */
const SHORTEST_HOLD_MS = 5_000
const LONGEST_HOLD_MS = 60_000

type LoopState<T> = {
  index?: string | undefined
  readonly startedAt: number
  last?: {readonly data: T}
  failures: number
  staleRounds: number
}

/**
 * The blocking-query loop, and the only place that knows its rules (consul-wire 5.1): the index, the pace, the
 * backoff, when data counts as changed, and the fall-back to stale reads while no server leads. An abort is silence.
 */
export async function* watch<T>(read: Read<T>, options: WatchOptions<T>): AsyncGenerator<WatchEvent<T>> {
  const {signal, clock = systemClock, everyMs} = options
  const pace = createPace(clock)
  const state: LoopState<T> = {startedAt: clock.now(), failures: 0, staleRounds: 0}
  while (!signal.aborted) {
    await pace(signal)
    const event = await round(read, options, state)
    if (event === undefined || signal.aborted) return
    yield event
    const pauseMs = pauseAfter(event, everyMs)
    if (pauseMs === undefined) return
    if (pauseMs > 0) await clock.sleep(pauseMs, signal)
  }
}

/** How long to wait before the next read; undefined where there is none. */
const pauseAfter = <T>(event: WatchEvent<T>, everyMs: number | undefined): number | undefined => {
  if (event.type === 'failed') return event.retryInMs
  if (everyMs !== undefined) return event.leaderless ? Math.min(everyMs, LEADERLESS_WAIT_MS) : everyMs
  const {index} = event.type === 'data' ? event.reply.meta : event.meta
  return index === undefined ? UNINDEXED_PAUSE_MS : 0
}

const round = async <T>(
  read: Read<T>,
  options: WatchOptions<T>,
  state: LoopState<T>,
): Promise<WatchEvent<T> | undefined> => {
  const leaderless = state.staleRounds > 0
  try {
    const reply = await read(request(options, state), state.last?.data)
    return settle(reply, leaderless, options, state)
  } catch (error) {
    if (options.signal.aborted || isAbort(error)) return undefined
    return fail(asConsulError(error), options, state)
  }
}

const request = <T>(options: WatchOptions<T>, state: LoopState<T>): ReadOptions => {
  const leaderless = state.staleRounds > 0
  const consistency = leaderless ? 'stale' : (options.consistency ?? 'default')
  const {signal} = options
  if (options.everyMs !== undefined || state.index === undefined) return {signal, consistency}
  const waitMs = leaderless
    ? LEADERLESS_WAIT_MS
    : (options.waitMs?.(state.last?.data) ?? holdOf(options, state))
  return {signal, consistency, index: state.index, waitMs}
}

const holdOf = <T>({clock = systemClock}: WatchOptions<T>, {startedAt}: LoopState<T>): number =>
  Math.min(LONGEST_HOLD_MS, Math.max(SHORTEST_HOLD_MS, clock.now() - startedAt))

const settle = <T>(
  reply: Reply<T>,
  leaderless: boolean,
  options: WatchOptions<T>,
  state: LoopState<T>,
): WatchEvent<T> => {
  const equal = options.equal ?? same
  state.failures = 0
  state.index = nextIndex(options.unordered ? undefined : state.index, reply.meta.index)
  if (leaderless) followLeader(reply.meta, state)
  const unchanged = state.last !== undefined && equal(state.last.data, reply.data)
  if (unchanged) return {type: 'unchanged', meta: reply.meta, leaderless}
  state.last = {data: reply.data}
  return {type: 'data', reply, leaderless}
}

/** Back to asking the leader once a server knows one; now and then anyway, as that header can lie (consul#9776). */
const followLeader = <T>(meta: QueryMeta, state: LoopState<T>): void => {
  const back = meta.knownLeader === true || state.staleRounds >= LEADERLESS_ROUNDS
  state.staleRounds = back ? 0 : state.staleRounds + 1
  if (back) state.index = undefined
}

const fail = <T>(error: ConsulError, options: WatchOptions<T>, state: LoopState<T>): WatchEvent<T> => {
  const {clock = systemClock} = options
  state.index = undefined
  if (isFatal(error)) return {type: 'failed', error, retryInMs: undefined}
  const fallsBack = error.kind === 'noLeader' && state.staleRounds === 0
  // A stale read may hit a dead server that gossip still believes in; the next one goes to another.
  state.staleRounds = error.kind === 'noLeader' ? 1 : 0
  const patienceMs = Math.max(error.retryAfterMs ?? 0, backoffMs(state.failures, clock.random))
  const retryInMs = fallsBack ? 0 : patienceMs
  state.failures += 1
  return {type: 'failed', error, retryInMs}
}

const asConsulError = (error: unknown): ConsulError =>
  error instanceof ConsulError
    ? error
    : new ConsulError({
        kind: 'protocol',
        shortMessage: error instanceof Error ? error.message : String(error),
        cause: error,
      })
