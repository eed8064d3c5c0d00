import {mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync} from 'node:fs'
import {join} from 'node:path'
import {run} from './command.mjs'
import {SetupFailure} from './failure.mjs'
import {isAtLeast} from './node-version.mjs'
import {npmReason, runNpm} from './npm.mjs'
import {provide} from './step.mjs'

/**
 * A Node new enough to run Lictor: the project's own (the `node` package), else the one that runs this script, else the
 * project's own, whose binary npm has in one package for each platform.
 *
 * @param {import('./step.mjs').Setup} setup
 * @returns {Promise<string>} the path of the binary
 */
export function provideNode(setup) {
  const manifest = JSON.parse(readFileSync(join(setup.root, 'package.json'), 'utf8'))
  const range = manifest.engines.node
  const version = manifest.devDependencies.node
  const own = join(setup.root, 'node_modules', '.bin', 'node')
  return provide(setup, {
    name: 'node',
    doing: `installing Node ${version} for this project`,
    async find() {
      if (await runsAtLeast(own, range)) return own
      return isAtLeast(process.version, range) ? process.execPath : undefined
    },
    async make() {
      const reason = await installNode(setup, version)
      if (!reason && (await runsAtLeast(own, range))) return
      throw new SetupFailure(
        `Lictor needs Node ${range}, this is ${process.version}, and Node ${version} could not be installed from npm (${reason ?? 'its binary does not run here'}); install a newer Node and start again.`,
      )
    },
  })
}

/**
 * Does what the install script of the `node` package does, but in a folder of its own and with one rename at the end,
 * so that it can be interrupted at any time.
 *
 * @param {import('./step.mjs').Setup} setup
 * @param {string} version
 * @returns {Promise<string | undefined>} why it did not work
 */
async function installNode(setup, version) {
  const modules = join(setup.root, 'node_modules')
  removeLeftovers(modules)
  const name = platformPackage()
  const part = join(modules, `${PART}${process.pid}`)
  mkdirSync(part, {recursive: true})
  try {
    const flags = ['--prefix', part, '--no-save', '--no-package-lock', '--ignore-scripts']
    const result = await runNpm({...setup, root: part}, ['install', ...flags, `${name}@${version}`])
    if (result.code !== 0) return npmReason(result)
    placeBinary(modules, join(part, 'node_modules', name, 'bin', 'node'))
    return undefined
  } finally {
    rmSync(part, {recursive: true, force: true})
  }
}

const PART = '.node-part-'

/** The names that the `node` package gives to the packages with the binaries. */
function platformPackage() {
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'
  return `${prefix}-${process.platform}-${process.arch}`
}

/**
 * @param {string} modules
 * @param {string} binary
 */
function placeBinary(modules, binary) {
  const link = join(modules, '.bin', 'node')
  for (const folder of ['.bin', 'node/bin']) mkdirSync(join(modules, folder), {recursive: true})
  renameSync(binary, join(modules, 'node', 'bin', 'node'))
  rmSync(link, {force: true})
  symlinkSync(join('..', 'node', 'bin', 'node'), link)
}

/** @param {string} modules */
function removeLeftovers(modules) {
  const parts = readdirSync(modules).filter(name => name.startsWith(PART))
  for (const part of parts) rmSync(join(modules, part), {recursive: true, force: true})
}

/**
 * @param {string} binary
 * @param {string} range
 */
async function runsAtLeast(binary, range) {
  const {code, stdout} = await run(binary, ['--version'])
  return code === 0 && isAtLeast(stdout, range)
}
