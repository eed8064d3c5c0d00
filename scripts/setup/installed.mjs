/**
 * @typedef {object} LockEntry an entry of `packages` in package-lock.json, and in the copy npm keeps in node_modules
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {boolean} [link]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 */

/** @typedef {{readonly packages?: Readonly<Record<string, LockEntry>>}} Lockfile */
/** @typedef {{readonly os: string, readonly cpu: string}} Machine */

/**
 * The first package that the lockfile asks for and node_modules does not hold, or undefined when all are there.
 * npm writes node_modules/.package-lock.json at the very end, so that an interrupted install shows.
 *
 * @param {object} state
 * @param {Lockfile} state.wanted package-lock.json
 * @param {Lockfile} state.installed node_modules/.package-lock.json
 * @param {Machine} state.machine
 * @param {(folder: string) => boolean} state.exists whether a package's folder holds its package.json
 * @returns {string | undefined}
 */
export function firstMissing({wanted, installed, machine, exists}) {
  const have = installed.packages ?? {}
  for (const [folder, entry] of Object.entries(wanted.packages ?? {})) {
    if (folder === '') continue
    const found = have[folder]
    if (found ? !isSame(entry, found) : isRequired(entry, machine)) return folder
  }
  return Object.keys(have).find(folder => !exists(folder))
}

/**
 * @param {LockEntry} wanted
 * @param {LockEntry} found
 */
function isSame(wanted, found) {
  const sameText = !wanted.integrity || !found.integrity || wanted.integrity === found.integrity
  return wanted.version === found.version && sameText
}

/**
 * npm may leave out an optional package of any kind; one that is made for this system it leaves out only by mistake,
 * for instance when node_modules was copied here from another system.
 *
 * @param {LockEntry} entry
 * @param {Machine} machine
 */
function isRequired({optional, os, cpu, libc}, machine) {
  if (!optional) return true
  if (libc || !os || !cpu) return false
  return os.includes(machine.os) && cpu.includes(machine.cpu)
}
