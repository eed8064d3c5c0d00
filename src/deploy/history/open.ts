import type {ConsulClient} from '../../api/client.ts'
import {type Clock, systemClock} from '../../api/clock.ts'
import {watch} from '../../api/watch.ts'
import {createBoard} from '../board/board.ts'
import {type CombinedBoard, createCombinedBoard} from '../board/combined.ts'
import type {BoardFace} from '../board/face.ts'
import {createListeners, type Subscribe} from '../listeners.ts'
import {type Listening, listenToHosts} from '../waves/listen.ts'
import {type KeptRecord, readRecord} from './read.ts'
import type {DeployRecord, JobRecord} from './record.ts'

/** A job out of the history with its board: over, or followed while whoever began it goes on. */
export type OpenedJob = {
  readonly id: string
  /**
   * With the index that `takeOver` wants; the newest, while it goes on. Undefined until it is read, and where no Lictor has
   * begun the job: then hosts answer to an event that `consul event` has fired.
   */
  readonly kept: () => KeptRecord | undefined
  readonly board: BoardFace
  /** Told of a new record; the board tells by itself. */
  readonly subscribe: Subscribe
  /** Resolves once the record is read, or known not to be there. */
  readonly ready: Promise<void>
  readonly close: () => void
}

type OpenDeps = {readonly client: ConsulClient; readonly clock?: Clock | undefined}

/** A key that is not there wakes on each write of any key. */
const ABSENT_MS = 2_000

/** Opens a job by its ID, and follows it until it is closed. */
export const openJob = (
  {client, clock = systemClock}: OpenDeps,
  id: string,
  {datacenter}: {readonly datacenter?: string | undefined} = {},
): OpenedJob => {
  const listeners = createListeners()
  const closing = new AbortController()
  const {signal} = closing
  const board = createCombinedBoard()
  const ready = Promise.withResolvers<void>()
  const addHosts = createHostsFollower({client, clock, board, id, datacenter, signal})
  let kept: KeptRecord | undefined

  const follow = async (): Promise<void> => {
    const events = watch<KeptRecord | undefined>(
      options => readRecord(client, id, {...options, datacenter}),
      {signal, clock},
    )
    for await (const event of events) {
      if (event.type === 'data') {
        kept = event.reply.data
        addHosts(kept?.record)
        listeners.tell()
      }
      ready.resolve()
      if (kept === undefined) await clock.sleep(ABSENT_MS, signal)
    }
    ready.resolve()
  }
  void follow()
  return {
    id,
    kept: () => kept,
    board,
    subscribe: listeners.subscribe,
    ready: ready.promise,
    close: () => {
      closing.abort()
      board.close()
    },
  }
}

type FollowerOptions = {
  readonly client: ConsulClient
  readonly clock: Clock
  readonly board: CombinedBoard
  readonly id: string
  readonly datacenter: string | undefined
  readonly signal: AbortSignal
}

/** Adds the hosts of each event that a record tells of, as they come; where there is no record, all who answer. */
const createHostsFollower = (options: FollowerOptions): ((record: JobRecord | undefined) => void) => {
  const {client, clock, board, id, datacenter} = options
  const known = new Set<string>()
  let listening: Listening | undefined

  const addOne = (record: JobRecord | undefined): void => {
    if (known.size > 0) return
    known.add(id)
    const {expected = [], dead = []} = record ?? {}
    board.add(
      createBoard({client, clock}, {root: '_deploy', id, datacenter, expected, dead, joinsLate: true}),
    )
  }
  const addParts = (record: DeployRecord): void => {
    const fresh = record.parts.filter(part => !known.has(part.id))
    for (const part of fresh) known.add(part.id)
    if (listening === undefined) listening = listenToHosts({...options, ...record}, fresh)
    else for (const part of fresh) listening.follow(part, false)
  }
  return record => {
    if (record?.kind === 'deploy') addParts(record)
    else addOne(record)
  }
}
