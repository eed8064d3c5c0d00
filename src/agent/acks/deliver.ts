import type {Clock} from '../../api/clock.ts'
import {isConsulError} from '../../api/errors.ts'
import {backoffMs, type Pace} from '../../api/pace.ts'
import {isPassing, sentence} from '../trouble.ts'

/** A key to be written. */
export type AckWrite = {readonly key: string; readonly value: Uint8Array; readonly flags?: bigint}

export type DeliverContext = {
  /** @throws ConsulError */
  readonly send: (write: AckWrite, signal: AbortSignal) => Promise<unknown>
  /** Of all that this agent writes. */
  readonly pace: Pace
  readonly clock: Clock
  readonly log: (line: string) => void
}

/**
 * Writes until it is written: to write the same once more after an answer got lost changes nothing. False where Consul
 * refuses it for good, or `signal` gives up.
 */
export const deliver = async (
  write: AckWrite,
  {send, clock, log}: Omit<DeliverContext, 'pace'>,
  signal: AbortSignal,
): Promise<boolean> => {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      await send(write, signal)
      if (failures > 0) log('Consul takes the acknowledgements again')
      return true
    } catch (error) {
      if (signal.aborted) return false
      if (!isPassing(error)) {
        log(`the event is run, but Consul refuses to note it: ${sentence(error)}`)
        return false
      }
      if (failures === 0) log(`the acknowledgements wait: ${sentence(error)}`)
      const askedMs = isConsulError(error) ? error.retryAfterMs : undefined
      await clock.sleep(Math.max(askedMs ?? 0, backoffMs(failures, clock.random)), signal)
    }
  }
  return false
}
