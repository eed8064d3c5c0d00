import type {ConsulClient} from '../../api/client.ts'
import {type Clock, systemClock} from '../../api/clock.ts'
import {type WatchEvent, watch} from '../../api/watch.ts'
import {createListeners, type Subscribe} from '../listeners.ts'
import {type Hearsay, takeHearsay} from './hearsay.ts'
import {outputCap} from './output-cap.ts'
import {createPublication} from './publication.ts'
import {createJobReader, type JobPlace, type Listed} from './reader.ts'
import {createRoster, type Expected} from './roster.ts'
import type {BoardSnapshot} from './snapshot.ts'
import type {Output} from './transcript.ts'

export type BoardOptions = JobPlace &
  Expected & {
    /** Bytes of output that are read of one host; unless given, by how many hosts there are. */
    readonly capBytes?: number | undefined
    /** The job was fired by somebody else, or long ago: when the hosts wrote what is there already is not known. */
    readonly joinsLate?: boolean | undefined
  }

/** Text that a host has written. As it came: nothing of it is fit for a terminal. */
export type OutputPiece = {readonly node: string; readonly text: string}

/** Follows what the hosts say to a job, a remote exec or a deploy alike, until it is closed. */
export type Board = {
  readonly place: JobPlace
  readonly snapshot: () => BoardSnapshot
  /** Told of a new snapshot, ten times a second at the most. */
  readonly subscribe: Subscribe
  readonly output: (node: string) => Output
  /** Told of each piece when it is read, of a host in order. What was read before is in `output`. */
  readonly onOutput: Subscribe<OutputPiece>
  /** Says that the event is out: from now on answers are due. */
  readonly fired: () => void
  /** Takes what is heard of a host elsewhere; what the host says itself goes before. */
  readonly hear: (hearsay: Hearsay) => void
  /** Resolves with the first answer. @throws ConsulError where asking again is of no use. */
  readonly ready: Promise<void>
  /** Since when what hosts write is heard at once; undefined while the board rests from reading. Silence counts from then. */
  readonly listeningSinceMs: () => number | undefined
  /** Ends the following; what is known stays. */
  readonly close: () => void
}

type BoardDeps = {readonly client: ConsulClient; readonly clock?: Clock | undefined}

/** Opens it before the event is fired, and no answer is missed. */
export const createBoard = ({client, clock = systemClock}: BoardDeps, options: BoardOptions): Board => {
  const {root, id, datacenter, expected, capBytes = outputCap(expected.length), joinsLate = false} = options
  const place = {root, id, datacenter}
  const roster = createRoster(options, capBytes)
  const publication = createPublication(roster, clock)
  const pieces = createListeners<OutputPiece>()
  const following = new AbortController()
  const onOutput = (node: string, text: string): void => pieces.tell({node, text})
  const deps = {client, clock, roster, joinsLate, onOutput, onProgress: publication.touch}
  let listeningSinceMs: number | undefined
  const ready = follow(createJobReader(deps, place), {
    signal: following.signal,
    clock,
    onEvent: publication.hear,
    onListening: sinceMs => {
      listeningSinceMs = sinceMs
    },
  })
  return {
    place,
    snapshot: publication.snapshot,
    subscribe: publication.subscribe,
    output: node => roster.find(node)?.output() ?? {text: '', isCut: false},
    onOutput: pieces.subscribe,
    fired: publication.fired,
    hear: hearsay => {
      if (takeHearsay({roster, clock, onOutput}, hearsay)) publication.touch()
    },
    ready,
    listeningSinceMs: () => listeningSinceMs,
    close: () => {
      if (following.signal.aborted) return
      following.abort()
      publication.close()
    },
  }
}

type Following = {
  readonly signal: AbortSignal
  readonly clock: Clock
  readonly onEvent: (event: WatchEvent<Listed>) => void
  readonly onListening: (sinceMs: number | undefined) => void
}

/** A server that lags behind may not have a key yet that it lists: then it is asked again without waiting for news. */
const WAIT_MS = 10_000
const LONGEST_REST_MS = 1_000

/** Resolves when the first answer has come; goes on until the signal. */
const follow = (
  read: Parameters<typeof watch<Listed>>[0],
  {signal, clock, onEvent, onListening}: Following,
): Promise<void> => {
  const first = Promise.withResolvers<void>()
  first.promise.catch(() => undefined) // the link tells as well
  const run = async (): Promise<void> => {
    for await (const event of watch(read, {signal, clock, waitMs: () => WAIT_MS})) {
      onEvent(event)
      if (event.type !== 'failed') first.resolve()
      else if (event.retryInMs === undefined) first.reject(event.error)
      // What costs the agent much is done the less often.
      if (event.type !== 'data') continue
      onListening(undefined)
      await clock.sleep(Math.min(LONGEST_REST_MS, 2 * event.reply.data.tookMs), signal)
      onListening(clock.now())
    }
    first.resolve() // closed before anything was heard
  }
  void run()
  return first.promise
}
