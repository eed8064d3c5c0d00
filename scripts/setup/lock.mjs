import {randomUUID} from 'node:crypto'
import {linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {dirname} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {isSameProcess, startOf} from './process-identity.mjs'

/** @typedef {{pid: number, started: string}} Holder `started` tells a process from a later one with the same pid. */

/**
 * @typedef {object} LockOptions
 * @property {string} file
 * @property {(holder: Holder) => void} [onWait] called once, when somebody else holds the lock
 * @property {number} [pollMs]
 * @property {AbortSignal} [signal]
 */

/**
 * Takes a lock between processes: a file that names its holder. A lock whose holder has died is taken over.
 *
 * @param {LockOptions} options
 * @returns {Promise<() => void>} gives the lock back
 */
export async function acquireLock({file, onWait = () => {}, pollMs = 100, signal}) {
  mkdirSync(dirname(file), {recursive: true})
  const own = JSON.stringify({pid: process.pid, started: startOf(process.pid)})
  let waited = false
  while (!tryTake(file, own)) {
    const content = readIfAny(file)
    if (content === undefined) continue
    const holder = parseHolder(content)
    if (!(holder && isSameProcess(holder))) {
      removeStale(file, content)
      continue
    }
    if (!waited) onWait(holder)
    waited = true
    await delay(pollMs, undefined, {signal})
  }
  return () => rmSync(file, {force: true})
}

/**
 * A hard link appears whole or not at all, so nobody ever reads a half-written holder.
 *
 * @param {string} file
 * @param {string} content
 */
function tryTake(file, content) {
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, content)
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, {force: true})
  }
}

/**
 * Moves the lock aside before looking again: of two that saw the same dead holder, the slower one may have moved the
 * faster one's new lock, and puts it back.
 *
 * @param {string} file
 * @param {string} stale
 */
function removeStale(file, stale) {
  const aside = `${file}.${randomUUID()}`
  try {
    renameSync(file, aside)
    if (readIfAny(aside) !== stale) linkSync(aside, file)
  } catch (error) {
    const {code} = /** @type {NodeJS.ErrnoException} */ (error)
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error
  } finally {
    rmSync(aside, {force: true})
  }
}

/** @param {string} file */
function readIfAny(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/**
 * @param {string} content
 * @returns {Holder | undefined}
 */
function parseHolder(content) {
  try {
    const holder = JSON.parse(content)
    return Number.isInteger(holder.pid) && holder.pid > 0 ? holder : undefined
  } catch {
    return undefined
  }
}
