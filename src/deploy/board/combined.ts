import type {ConsulError} from '../../api/errors.ts'
import {createListeners} from '../listeners.ts'
import type {Board, OutputPiece} from './board.ts'
import type {BoardFace} from './face.ts'
import type {Host} from './host.ts'
import {type BoardLink, type BoardSnapshot, countTotals, isComplete} from './snapshot.ts'

/** The boards of one deploy as one: of a host that is on several, the last board counts. */
export type CombinedBoard = BoardFace & {
  readonly add: (board: Board) => void
  /** The board that counts for a host; undefined where it is on none. */
  readonly boardOf: (node: string) => Board | undefined
  /** Ends the following of all; what is known stays. */
  readonly close: () => void
}

/** Starts empty. A board that is complete is not followed any further, so that few requests are open. */
export const createCombinedBoard = (): CombinedBoard => {
  const listeners = createListeners()
  const pieces = createListeners<OutputPiece>()
  const boards: Board[] = []
  let snapshot: BoardSnapshot | undefined

  const boardOf = (node: string): Board | undefined =>
    boards.findLast(board => board.snapshot().hosts.some(host => host.node === node))
  const changed = (): void => {
    snapshot = undefined
    listeners.tell()
  }
  return {
    add: board => {
      boards.push(board)
      board.onOutput(piece => {
        if (boardOf(piece.node) === board) pieces.tell(piece)
      })
      board.subscribe(() => {
        changed()
        if (board.snapshot().isComplete) board.close()
      })
      changed()
    },
    boardOf,
    snapshot: () => {
      snapshot ??= combine(boards.map(board => board.snapshot()))
      return snapshot
    },
    subscribe: listeners.subscribe,
    output: node => boardOf(node)?.output(node) ?? {text: '', isCut: false},
    onOutput: pieces.subscribe,
    close: () => {
      for (const board of boards) board.close()
    },
  }
}

const combine = (snapshots: readonly BoardSnapshot[]): BoardSnapshot => {
  const byName = new Map<string, Host>()
  for (const {hosts} of snapshots) for (const host of hosts) byName.set(host.node, host)
  const hosts = [...byName.keys()].toSorted().flatMap(node => byName.get(node) ?? [])
  return {
    hosts,
    totals: countTotals(hosts),
    link: combineLinks(snapshots.map(({link}) => link)),
    firedAtMs: snapshots.find(({firedAtMs}) => firedAtMs !== undefined)?.firedAtMs,
    isComplete: isComplete(hosts),
    isGone: snapshots.some(({isGone}) => isGone),
  }
}

/** That of the board which hears the least, of those that still listen. */
const combineLinks = (links: readonly BoardLink[]): BoardLink => {
  const error = findError(links)
  if (error !== undefined) return error
  const states = links.map(({state}) => state)
  if (states.includes('leaderless')) return {state: 'leaderless'}
  if (states.includes('connecting') || states.length === 0) return {state: 'connecting'}
  return {state: states.includes('live') ? 'live' : 'closed'}
}

type Broken = {readonly state: 'retrying' | 'stopped'; readonly error: ConsulError}

const findError = (links: readonly BoardLink[]): Broken | undefined =>
  links.find((link): link is Broken => link.state === 'stopped') ??
  links.find((link): link is Broken => link.state === 'retrying')
