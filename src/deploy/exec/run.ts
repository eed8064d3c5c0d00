import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import {type ConsulError, isConsulError} from '../../api/errors.ts'
import type {Board} from '../board/board.ts'
import {createListeners, type Subscribe} from '../listeners.ts'
import {cleanUp} from './clean-up.ts'
import {renewUntil} from './exec-session.ts'

/**
 * `finished`: all who must answer and all who did have ended; `detached`: given up by the operator; `lost`: the session
 * ended before, and with it went what the hosts had yet to say; `failed`: it was not sent at all.
 */
export type ExecStage = 'preparing' | 'running' | 'finished' | 'detached' | 'lost' | 'failed'

export type ExecSnapshot = {
  readonly stage: ExecStage
  /** The event was sent, but Consul's answer was lost: whether hosts have heard of it, only they can tell. */
  readonly doubt?: ConsulError | undefined
  /** Why the session cannot be renewed, which is tried again; at the end, why its keys could not be taken away. */
  readonly trouble?: ConsulError | undefined
}

/** The life of an exec from its session's first renewal to the last key taken away. */
export type Run = {
  readonly snapshot: () => ExecSnapshot
  readonly subscribe: Subscribe
  readonly begin: (doubt: ConsulError | undefined) => void
  /** The first end counts. */
  readonly end: (stage: 'detached' | 'failed') => void
  /** Resolves when it is over and its keys are away. */
  readonly ended: Promise<void>
}

type RunDeps = {
  readonly client: ConsulClient
  readonly clock: Clock
  readonly id: string
  readonly datacenter: string | undefined
  readonly board: Board
}

export const createRun = ({client, clock, id, datacenter, board}: RunDeps): Run => {
  const listeners = createListeners()
  const over = new AbortController()
  const ended = Promise.withResolvers<void>()
  let snapshot: ExecSnapshot = {stage: 'preparing'}

  const change = (news: Partial<ExecSnapshot>): void => {
    snapshot = {...snapshot, ...news}
    listeners.tell()
  }
  const end = (stage: ExecStage): void => {
    if (over.signal.aborted) return
    over.abort()
    board.close()
    change({stage, trouble: undefined})
    ended.resolve(takeAway())
  }
  const takeAway = (): Promise<void> =>
    cleanUp(client, id, {datacenter}).catch((error: unknown) => {
      // The session ends by itself as well, only later.
      if (isConsulError(error)) change({trouble: error})
      else throw error
    })
  board.subscribe(() => {
    const {isComplete, isGone} = board.snapshot()
    if (isComplete) end('finished')
    else if (isGone) end('lost')
  })
  void renewUntil({
    client,
    clock,
    id,
    datacenter,
    signal: over.signal,
    onTrouble: trouble => change({trouble}),
    onLost: () => end('lost'),
  })
  return {
    snapshot: () => snapshot,
    subscribe: listeners.subscribe,
    begin: doubt => {
      // The last host may have ended before Consul has answered.
      change(over.signal.aborted ? {doubt} : {stage: 'running', doubt})
    },
    end,
    ended: ended.promise,
  }
}
