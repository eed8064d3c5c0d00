import type {Board} from '../../deploy/board/board.ts'
import type {BoardSnapshot} from '../../deploy/board/snapshot.ts'

/** `silence`: no host has said anything for too long; `cutOff`: if one did, it could not be heard. */
export type Quiet = 'silence' | 'cutOff'

export type Patience = {
  /** Without a word from any host. */
  readonly waitMs: number
  /** While Consul is away, which is no fault of the hosts: an election takes seconds. */
  readonly cutOffMs?: number | undefined
}

const CUT_OFF_MS = 60_000

/** A word that is there already comes within this time once the board listens again. */
const HEARING_MS = 500

/** What a timer counts to; one that is longer would fire at once. */
const LONGEST_MS = 2 ** 31 - 1

/**
 * Resolves when nothing more is to be expected: after `waitMs` without a word, as of `consul exec`; twice as long while hosts
 * are under way, whose heartbeats come once in that time. Never after the signal.
 */
export const untilQuiet = (
  board: Board,
  {waitMs, cutOffMs = CUT_OFF_MS}: Patience,
  signal: AbortSignal,
): Promise<Quiet> => {
  const {promise, resolve} = Promise.withResolvers<Quiet>()
  let timer: NodeJS.Timeout | undefined
  let lostMs: number | undefined
  let foundMs = 0

  const look = (): void => {
    clearTimeout(timer)
    if (signal.aborted) return
    const now = Date.now()
    const snapshot = board.snapshot()
    const {state} = snapshot.link
    const isHeard = state === 'live' || state === 'connecting'
    if (isHeard && lostMs !== undefined) foundMs = now
    lostMs = isHeard ? undefined : (lostMs ?? now)
    const silentAtMs = Math.max(lastWordMs(snapshot), foundMs) + patienceMs(snapshot, waitMs)
    const surelyAtMs = Math.max(silentAtMs, (board.listeningSinceMs() ?? now) + HEARING_MS)
    const leftMs = (lostMs === undefined ? surelyAtMs : lostMs + cutOffMs) - now
    if (leftMs > 0 && state !== 'stopped') timer = setTimeout(look, Math.min(leftMs, LONGEST_MS))
    else resolve(isHeard ? 'silence' : 'cutOff')
  }
  const leave = board.subscribe(look)
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    leave()
  })
  look()
  return promise
}

const patienceMs = ({totals}: BoardSnapshot, waitMs: number): number =>
  totals.acked + totals.running > 0 ? 2 * waitMs : waitMs

const lastWordMs = ({hosts, firedAtMs = 0}: BoardSnapshot): number =>
  hosts.reduce((last, {heardAtMs = 0}) => Math.max(last, heardAtMs), firedAtMs)
