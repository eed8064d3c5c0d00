import {existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {run} from './command.mjs'
import {consulAdvice} from './consul-advice.mjs'
import {debianMirrors, TARGET_FORMAT} from './debian-mirror.mjs'
import {SetupFailure} from './failure.mjs'
import {writePrivateApt} from './private-apt.mjs'

/** The last Debian release that carries Consul. */
const SUITE = 'bullseye'
const ARCHITECTURES = ['amd64', 'arm64']
const KEYRINGS = ['gpg', 'pgp'].map(kind => `/usr/share/keyrings/debian-archive-keyring.${kind}`)

/**
 * Fetches Debian's package of Consul with apt, from the archive this machine already uses and with apt's own check of
 * its signature, and unpacks it into the cache. Needs no root, installs nothing, and leaves the system's apt as it is.
 *
 * @param {import('./step.mjs').Setup} setup
 * @param {string} cache appears whole or not at all
 * @param {(text: string) => void} detail
 */
export async function fetchDebianConsul(setup, cache, detail) {
  removeLeftovers(cache)
  const work = `${cache}.${process.pid}.part`
  try {
    const {mirrors, keyring} = await findArchive(setup)
    const reasons = []
    for (const [i, mirror] of mirrors.entries()) {
      const folder = join(work, `${i}`)
      mkdirSync(folder, {recursive: true})
      const reason = await fetchFrom(setup, {mirror, keyring, folder, detail})
      if (!reason) return moveInto(cache, join(folder, 'tree'))
      reasons.push(reason)
    }
    throw missing(reasons[0] ?? '')
  } finally {
    rmSync(work, {recursive: true, force: true})
  }
}

/** @param {string} reason */
function missing(reason) {
  return new SetupFailure(`Consul is not here and could not be fetched (${reason}); ${consulAdvice()}.`)
}

/** @param {import('./step.mjs').Setup} setup */
async function findArchive({env, signal}) {
  const options = {env: {...env, LC_ALL: 'C'}, ...(signal && {signal})}
  const [architecture, targets, uris] = await Promise.all([
    run('dpkg', ['--print-architecture'], options),
    run('apt-get', ['indextargets', '--format', TARGET_FORMAT], options),
    run('apt-get', ['update', '--print-uris'], options),
  ])
  if (architecture.code !== 0 || targets.code !== 0) throw missing('this system has no apt')
  const name = architecture.stdout.trim()
  if (!ARCHITECTURES.includes(name)) throw missing(`Debian has no Consul for ${name}`)
  const osRelease = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  const mirrors = debianMirrors({targets: targets.stdout, uris: uris.stdout, osRelease})
  if (mirrors.length === 0) throw missing('no Debian archive is among the sources of apt')
  const keyring = KEYRINGS.find(file => existsSync(file))
  if (!keyring)
    throw missing('the package debian-archive-keyring, which checks the archive, is not installed')
  return {mirrors, keyring}
}

/**
 * @param {import('./step.mjs').Setup} setup
 * @param {{mirror: string, keyring: string, folder: string, detail: (text: string) => void}} source
 * @returns {Promise<string | undefined>} why it did not work
 */
async function fetchFrom({env, signal}, {mirror, keyring, folder, detail}) {
  const configuration = writePrivateApt({folder, mirror, suite: SUITE, keyring})
  const options = {cwd: folder, env: {...env, LC_ALL: 'C'}, ...(signal && {signal})}
  const apt = (/** @type {string[]} */ ...args) =>
    run('apt-get', ['-q', '-c', configuration, ...args], options)

  detail(`reading the package list of Debian ${SUITE}`)
  const update = await apt('update')
  if (update.code !== 0) return aptReason(update)
  detail(`downloading Consul from Debian ${SUITE}`)
  const download = await apt('download', 'consul')
  if (download.code !== 0) return aptReason(download)
  detail('unpacking')
  const deb = readdirSync(folder).find(name => name.startsWith('consul_') && name.endsWith('.deb'))
  const unpacked = await run('dpkg', ['-x', deb ?? '', 'tree'], options)
  if (unpacked.code !== 0) return unpacked.stderr.trim()
  const version = await run(join(folder, 'tree', 'usr', 'bin', 'consul'), ['version'], options)
  return version.code === 0 ? undefined : 'the binary of the package does not run here'
}

/** @param {import('./command.mjs').CommandResult} result */
function aptReason({stderr, code}) {
  const error =
    stderr.split('\n').find(line => line.startsWith('E: ')) ?? `E: apt-get ended with code ${code}`
  return error.slice(3).trim().replace(/\s+/g, ' ').replace(/\.$/, '')
}

/**
 * @param {string} cache
 * @param {string} tree
 */
function moveInto(cache, tree) {
  rmSync(cache, {recursive: true, force: true})
  renameSync(tree, cache)
}

/** @param {string} cache */
function removeLeftovers(cache) {
  mkdirSync(dirname(cache), {recursive: true})
  const parts = readdirSync(dirname(cache)).filter(
    name => name.startsWith(`${basename(cache)}.`) && name.endsWith('.part'),
  )
  for (const part of parts) rmSync(join(dirname(cache), part), {recursive: true, force: true})
}
