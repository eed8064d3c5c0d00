import {setImmediate} from 'node:timers/promises'

/**
 * For long work on the thread that also hears keys and draws: `await slices()` after each small step lets others have their
 * turn once the work has gone on for `ms`.
 */
export const createSlices = (ms = 8): (() => Promise<void>) => {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < ms) return
    await setImmediate()
    since = performance.now()
  }
}
