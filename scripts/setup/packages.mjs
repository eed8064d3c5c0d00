import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {SetupFailure} from './failure.mjs'
import {firstMissing} from './installed.mjs'
import {npmReason, runNpm} from './npm.mjs'
import {provide} from './step.mjs'

/**
 * node_modules as package-lock.json says. Install scripts are left out: the only ones are Node's own, which is a step
 * of its own, and esbuild's, which merely saves a few milliseconds.
 *
 * @param {import('./step.mjs').Setup} setup
 */
export function providePackages(setup) {
  return provide(setup, {
    name: 'packages',
    doing: 'npm ci',
    find: () => areInstalled(setup.root) || undefined,
    async make() {
      const result = await runNpm(setup, ['ci', '--ignore-scripts', '--include=dev', '--include=optional'])
      if (result.code === 0) return
      throw new SetupFailure(
        `The packages could not be installed (${npmReason(result)}); run "npm ci" to see all that npm says, then start again.`,
      )
    },
  })
}

/** @param {string} root */
function areInstalled(root) {
  const wanted = readJson(join(root, 'package-lock.json'))
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))
  if (!wanted || !installed) return false
  const machine = {os: process.platform, cpu: process.arch}
  const exists = (/** @type {string} */ folder) => existsSync(join(root, folder, 'package.json'))
  return firstMissing({wanted, installed, machine, exists}) === undefined
}

/**
 * @param {string} file
 * @returns {import('./installed.mjs').Lockfile | undefined}
 */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
