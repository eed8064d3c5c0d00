import {accessSync, constants, statSync} from 'node:fs'
import {delimiter, join} from 'node:path'
import {fetchDebianConsul} from './consul-debian.mjs'
import {SetupFailure} from './failure.mjs'
import {provide} from './step.mjs'

/**
 * The consul binary: CONSUL_BIN, else the one on PATH, else the project's own copy, which is fetched where the system's
 * package manager can.
 *
 * @param {import('./step.mjs').Setup} setup
 * @returns {Promise<string>} the path of the binary
 */
export function provideConsul(setup) {
  return provide(setup, {
    name: 'consul',
    doing: 'fetching Consul for this project',
    find: () => findConsul(setup.root, setup.env),
    make: detail => fetchDebianConsul(setup, consulCache(setup.root), detail),
  })
}

/**
 * The consul binary that is here already.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 * @throws {SetupFailure} when CONSUL_BIN names no executable file: it is never passed over in silence
 */
export function findConsul(root, env) {
  const named = env.CONSUL_BIN
  if (named) {
    if (isExecutable(named)) return named
    throw new SetupFailure(
      `CONSUL_BIN names ${named}, which is not an executable file; correct it or unset it.`,
    )
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(folder => folder !== '')
  const candidates = [...folders.map(folder => join(folder, 'consul')), consulBinary(consulCache(root))]
  return candidates.find(isExecutable)
}

/** @param {string} root */
function consulCache(root) {
  return join(root, '.cache', 'consul')
}

/** @param {string} cache */
export function consulBinary(cache) {
  return join(cache, 'usr', 'bin', 'consul')
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
