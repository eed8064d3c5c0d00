import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import {createBoard} from '../board/board.ts'
import type {CombinedBoard} from '../board/combined.ts'
import {outputCap} from '../board/output-cap.ts'
import {followDashboard} from '../dashboard/follow.ts'
import type {Part} from './snapshot.ts'

export type ListenOptions = {
  readonly client: ConsulClient
  readonly clock: Clock
  readonly board: CombinedBoard
  readonly datacenter: string | undefined
  /** Who must answer all in all, and whom gossip had lost. */
  readonly expected: readonly string[]
  readonly dead: readonly string[]
  /** Of consul-kv-dashboard. */
  readonly category: string
  readonly signal: AbortSignal
}

/** Listens to the hosts of a deploy, by the keys below its events and by consul-kv-dashboard. */
export type Listening = {
  /** Begins with the event that is out. `isLate`: it has been for a while, and was perhaps fired by somebody else. */
  readonly follow: (part: Part, isLate: boolean) => void
  /** Resolves once what comes from now on can be told from what was there before. */
  readonly ready: Promise<void>
}

export const listenToHosts = (options: ListenOptions, latecomer: readonly Part[] = []): Listening => {
  const {client, clock, board, datacenter, expected, dead, category, signal} = options
  const capBytes = outputCap(expected.length)
  let followed = 0
  const follow = (part: Part, isLate: boolean): void => {
    if (signal.aborted) return
    const {id, nodes} = part
    const isFirst = followed === 0
    followed += 1
    const own = createBoard(
      {client, clock},
      {
        root: '_deploy',
        id,
        datacenter,
        expected: nodes,
        dead: isFirst ? dead : [],
        capBytes,
        joinsLate: isLate,
      },
    )
    if (!isLate) own.fired()
    board.add(own)
  }
  for (const part of latecomer) follow(part, true)
  const sinceMs = (node: string): number | undefined =>
    latecomer.findLast(({nodes}) => nodes.includes(node))?.firedAtMs
  const ready = followDashboard(
    {client, clock},
    {category, datacenter, sinceMs, boardOf: board.boardOf, signal},
  )
  return {follow, ready}
}
