import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import {type ConsulError, isConsulError, wasNeverSent} from '../../api/errors.ts'
import {type EventFire, fireEvent} from '../../api/event.ts'
import {type FirePlace, findSince, readTraces} from './traces.ts'

/**
 * What came of firing an event. `doubt`: Consul's answer was lost, and no trace of the event was found so far;
 * `lookAgain` resolves to its ID once there is one.
 */
export type Fired =
  | {readonly kind: 'sent'; readonly id: string}
  | {
      readonly kind: 'doubt'
      readonly error: ConsulError
      readonly lookAgain: (signal: AbortSignal) => Promise<string | undefined>
    }

type FireDeps = {
  readonly client: ConsulClient
  readonly clock: Clock
  /** Told when the answer is lost, and it begins to look. */
  readonly onDoubt?: (() => void) | undefined
}

/** An event that gossip has not brought to an agent at once comes when it compares its state with another's, every 30 s. */
const LOOKS = 45
const LOOK_MS = 1_000

/**
 * Fires an event once, whatever becomes of the answer: after one that was lost, it looks whether the event went out.
 * @throws ConsulError where it certainly did not.
 */
export const fireOnce = async (
  {client, clock, onDoubt}: FireDeps,
  event: EventFire,
  place: FirePlace,
  signal: AbortSignal,
): Promise<Fired> => {
  const before = await readTraces(client, event, {...place, signal})
  signal.throwIfAborted()
  try {
    // Not given up half-way: then nobody would know whether it is out.
    const {id} = await fireEvent(client, event, {datacenter: place.datacenter})
    return {kind: 'sent', id}
  } catch (error) {
    if (!isConsulError(error) || isCertain(error)) throw error
    const lookAgain = async (until: AbortSignal): Promise<string | undefined> => {
      if (before === undefined) return undefined
      for (let look = 0; look < LOOKS && !until.aborted; look += 1) {
        await clock.sleep(LOOK_MS, until)
        const id = await findSince(client, event, before, {...place, signal: until}).catch(ignoreRefusals)
        if (id !== undefined) return id
      }
      return undefined
    }
    onDoubt?.()
    const id = await lookAgain(signal)
    return id === undefined ? {kind: 'doubt', error, lookAgain} : {kind: 'sent', id}
  }
}

/** Without an answer it is asked again. */
const ignoreRefusals = (error: unknown): undefined => {
  if (isConsulError(error) || (error instanceof Error && error.name === 'AbortError')) return undefined
  throw error
}

/** Whether the error says that no agent has got the event. */
const isCertain = (error: ConsulError): boolean => {
  const {kind, details = ''} = error
  switch (kind) {
    case 'timeout':
    case 'protocol':
      return false
    case 'noLeader': // a server that breaks off while it is told may have told others
      return /No known Consul servers/.test(details)
    case 'unreachable':
      return wasNeverSent(error) || /Remote DC has no server/.test(details)
    default:
      return true
  }
}
