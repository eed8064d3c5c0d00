import {join} from 'node:path'
import {SetupFailure} from './failure.mjs'
import {acquireLock} from './lock.mjs'

/**
 * @typedef {object} Setup what every step is given
 * @property {string} root the project's folder
 * @property {NodeJS.ProcessEnv} env
 * @property {import('./report.mjs').Report} report
 * @property {AbortSignal} [signal] set when the user interrupts set-up
 */

/**
 * @template T
 * @typedef {object} Step
 * @property {string} name
 * @property {string} doing
 * @property {() => T | undefined | Promise<T | undefined>} find what the step provides, if it is there; quick, since it runs at every start
 * @property {(detail: (text: string) => void) => Promise<void>} make
 */

/**
 * Provides what a step stands for, making it first where it is missing. Only one process of the project makes anything at a time.
 *
 * @template T
 * @param {Setup} setup
 * @param {Step<T>} step
 * @returns {Promise<T>}
 */
export async function provide(setup, step) {
  const ready = await step.find()
  if (ready !== undefined) return ready
  const release = await acquireLock({
    file: lockFile(setup.root),
    onWait: ({pid}) => setup.report.say(`${step.name}: waiting for the set-up that process ${pid} is doing`),
    ...(setup.signal && {signal: setup.signal}),
  })
  try {
    return (await step.find()) ?? (await make(setup, step))
  } finally {
    release()
  }
}

/** @param {string} root */
export function lockFile(root) {
  return join(root, '.cache', 'setup.lock')
}

/**
 * @template T
 * @param {Setup} setup
 * @param {Step<T>} step
 * @returns {Promise<T>}
 */
async function make(setup, step) {
  const line = setup.report.start(step.name, step.doing)
  try {
    await step.make(line.detail)
    const made = await step.find()
    if (made === undefined)
      throw new SetupFailure(`${step.name}: ${step.doing} went through, but its result is missing.`)
    line.done()
    return made
  } catch (error) {
    line.stop()
    throw error
  }
}
