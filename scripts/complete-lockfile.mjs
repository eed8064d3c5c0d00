/**
 * Names in package-lock.json the optional packages of every system. npm leaves out those that its registry did not have
 * when the lockfile was made, and `npm ci` then refuses it. To be run after `npm install PACKAGE`.
 */
import {readFileSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

/** @typedef {{optionalDependencies?: Record<string, string>, dev?: boolean}} Entry */

const SYSTEMS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'win32',
  'openharmony',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
]
const PROCESSORS = [
  'arm64',
  'x64',
  'ia32',
  'arm',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'mips64el',
  'wasm32',
]

const file = fileURLToPath(new URL('../package-lock.json', import.meta.url))
const lock = JSON.parse(readFileSync(file, 'utf8'))

/** @type {Record<string, Entry>} */
const packages = lock.packages
const missing = Object.entries(packages).flatMap(([from, entry]) =>
  Object.entries(entry.optionalDependencies ?? {})
    .filter(([name]) => !isLocked(from, name))
    .map(([name, range]) => ({name, entry: entryOf(name, range, entry.dev === true)})),
)
for (const {name, entry} of missing) packages[`node_modules/${name}`] = entry
lock.packages = Object.fromEntries(
  Object.entries(packages).sort(([left], [right]) => (left < right ? -1 : 1)),
)
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
process.stdout.write(`${missing.length} optional packages added to package-lock.json\n`)

/**
 * Where Node would look for a package from a folder, as the lockfile lays it out.
 *
 * @param {string} from
 * @param {string} name
 * @returns {boolean}
 */
function isLocked(from, name) {
  if (`${from ? `${from}/` : ''}node_modules/${name}` in packages) return true
  return from !== '' && isLocked(from.slice(0, Math.max(0, from.lastIndexOf('node_modules/') - 1)), name)
}

/**
 * What npm would have written, but for the hash, which only the package itself gives. Its name says for which system it is.
 *
 * @param {string} name
 * @param {string} range
 * @param {boolean} dev
 */
function entryOf(name, range, dev) {
  const words = name.split(/[/-]/)
  const os = SYSTEMS.find(system => words.includes(system))
  const cpu =
    PROCESSORS.find(processor => words.includes(processor)) ?? (name.includes('eabi') ? 'arm' : undefined)
  const libc = name.includes('musl')
    ? ['musl']
    : os === 'linux' && name.includes('-gnu')
      ? ['glibc']
      : undefined
  return {
    version: range.replace(/^[\^~]/, ''),
    ...(cpu && {cpu: [cpu]}),
    ...(dev && {dev}),
    ...(libc && {libc}),
    optional: true,
    ...(os && {os: [os]}),
  }
}
