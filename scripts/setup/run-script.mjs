import {constants} from 'node:os'
import {fileURLToPath} from 'node:url'
import {SetupFailure} from './failure.mjs'
import {createReport} from './report.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const INTERRUPTS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Runs one of the project's scripts: gives it what the set-up steps need, ends what they started when the user
 * interrupts, and turns what could not be had into one sentence.
 *
 * @param {(setup: import('./step.mjs').Setup) => Promise<number>} script gives the exit code
 */
export async function runScript(script) {
  const interrupt = new AbortController()
  const onSignal = (/** @type {NodeJS.Signals} */ name) => interrupt.abort(name)
  for (const name of INTERRUPTS) process.on(name, onSignal)
  try {
    const report = createReport(process.stderr)
    process.exitCode = await script({root: ROOT, env: process.env, report, signal: interrupt.signal})
  } catch (error) {
    process.exitCode = exitCodeOf(error, interrupt.signal)
  } finally {
    for (const name of INTERRUPTS) process.off(name, onSignal)
  }
}

/**
 * @param {unknown} error
 * @param {AbortSignal} signal
 */
function exitCodeOf(error, signal) {
  if (signal.aborted) return 128 + constants.signals[/** @type {NodeJS.Signals} */ (signal.reason)]
  if (!(error instanceof SetupFailure)) throw error
  process.stderr.write(`${error.message}\n`)
  return 1
}
