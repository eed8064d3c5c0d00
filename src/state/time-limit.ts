import {createContext, Script} from 'node:vm'

/** Runs `work`, and answers undefined where that was cut off because it took longer than `ms`. */
export type TimeLimit = <T>(work: () => T, ms: number) => {readonly result: T} | undefined

/**
 * A regex that backtracks without end cannot be interrupted from JavaScript; V8 does it for a script that runs with a time
 * limit. A call costs a tenth of a millisecond, so it is for batches.
 */
export const createTimeLimit = (): TimeLimit => {
  const place: {work?: () => unknown} = {}
  const context = createContext(place)
  const script = new Script('work()')
  return <T>(work: () => T, ms: number) => {
    place.work = work
    try {
      return {result: script.runInContext(context, {timeout: ms}) as T} // what `work` answers
    } catch (error) {
      if (isTimeout(error)) return undefined
      throw error
    }
  }
}

/** An error of the script's own world is no `Error` of ours. */
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
