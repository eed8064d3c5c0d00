import type {BoardFace} from '../../deploy/board/face.ts'
import {type Host, isFinished, isUnderWay} from '../../deploy/board/host.ts'

/** What a host has done. */
export type BoardEvent =
  /** It has taken the event. */
  | {readonly type: 'ack'; readonly host: Host}
  | {readonly type: 'phase'; readonly host: Host}
  /** As it came: nothing of it is fit for a terminal. */
  | {readonly type: 'output'; readonly node: string; readonly text: string}
  /** It writes more than is read of it. */
  | {readonly type: 'cut'; readonly host: Host}
  /** It goes on, and has written nothing for a while. */
  | {readonly type: 'quiet'; readonly node: string}
  | {readonly type: 'exit'; readonly host: Host}

/**
 * Tells what happens on a board, several events at a time, from the beginning: of a host its ack first, its exit last. The
 * returned function ends that.
 */
export const followBoard = (
  board: BoardFace,
  tell: (events: readonly BoardEvent[]) => void,
): (() => void) => {
  const known = new Map<string, Host>()
  const untold = new Map<string, string>()

  const textOf = ({node}: Host): string => {
    // The board may have read much of it before anybody listened.
    if (!known.has(node)) return board.output(node).text
    const text = untold.get(node) ?? ''
    untold.delete(node)
    return text
  }
  const meet = (host: Host): readonly BoardEvent[] => {
    const before = known.get(host.node)
    if (host === before) return []
    if (!hasAnswered(host)) {
      known.delete(host.node) // it was told again, and begins anew
      return []
    }
    const text = textOf(host)
    known.set(host.node, host)
    return eventsOf(before, host, text)
  }
  const look = (): void => {
    const events = board.snapshot().hosts.flatMap(meet)
    if (events.length > 0) tell(events)
  }
  const deafen = board.onOutput(({node, text}) => {
    if (known.has(node)) untold.set(node, (untold.get(node) ?? '') + text)
  })
  const leave = board.subscribe(look)
  look()
  return () => {
    deafen()
    leave()
  }
}

const hasAnswered = (host: Host): boolean => isUnderWay(host) || isFinished(host)

const eventsOf = (before: Host | undefined, host: Host, text: string): readonly BoardEvent[] => {
  const {node, phase} = host
  const hasMoved = phase !== undefined && phase.phase !== before?.phase?.phase
  const isCut = host.isCut && before?.isCut !== true
  const isQuiet = before !== undefined && text === '' && !hasMoved && isUnderWay(host)
  return [
    ...(before === undefined ? [{type: 'ack', host} as const] : []),
    ...(hasMoved ? [{type: 'phase', host} as const] : []),
    ...(text === '' ? [] : [{type: 'output', node, text} as const]),
    ...(isCut ? [{type: 'cut', host} as const] : []),
    ...(isQuiet ? [{type: 'quiet', node} as const] : []),
    ...(isFinished(host) && (before === undefined || !isFinished(before))
      ? [{type: 'exit', host} as const]
      : []),
  ]
}
