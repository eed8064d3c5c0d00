import type {Clock} from '../../api/clock.ts'
import type {Subscribe} from '../listeners.ts'

type ChangeOptions = {
  readonly clock: Clock
  /** How long to wait at the most. */
  readonly ms: number
  readonly signal: AbortSignal
}

/** Resolves with the next news, when the time is over, or with the signal. */
export const nextChange = async (subscribe: Subscribe, {clock, ms, signal}: ChangeOptions): Promise<void> => {
  const woken = new AbortController()
  const wake = (): void => woken.abort()
  const end = subscribe(wake)
  signal.addEventListener('abort', wake, {once: true})
  try {
    if (!signal.aborted) await clock.sleep(Math.max(0, ms), woken.signal)
  } finally {
    end()
    signal.removeEventListener('abort', wake)
  }
}
