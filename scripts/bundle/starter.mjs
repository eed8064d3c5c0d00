#!/usr/bin/env node
// Runs the program in the comment at the end of this file. Compiling it is a third of a start, and as a comment it is not
// compiled where an earlier start has left the result in the user's cache. NODE_DISABLE_COMPILE_CACHE=1 does without.
import {createRequire} from 'node:module'

const require = createRequire(import.meta.url)
const {closeSync, fstatSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync} =
  require('node:fs')
const {writeFile} = require('node:fs/promises')
const {homedir} = require('node:os')
const {join} = require('node:path')
const {setFlagsFromString} = require('node:v8')
const {constants, Script} = require('node:vm')

/** Set by the build. */
const BUILD = '{{BUILD}}'
const FIRST_LINE = Number('{{FIRST_LINE}}')

/** By then the first screen is drawn; much later V8 would have dropped what only a start needs. */
const SAVE_AFTER_MS = 2_000

const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'lictor')
const family = `${process.version}-${process.arch}-`
const saved = join(folder, `${family}${BUILD}.bin`)

/** Only what nobody else could have written: V8 trusts it. */
const readSaved = () => {
  try {
    const descriptor = openSync(saved, 'r')
    try {
      const {uid, mode} = fstatSync(descriptor)
      return uid === process.getuid?.() && (mode & 0o022) === 0 ? readFileSync(descriptor) : undefined
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return undefined
  }
}

const save = async (/** @type {import('node:vm').Script} */ script) => {
  try {
    // V8 takes back only what was compiled under the flags of the next start.
    setFlagsFromString('--semi-space-growth-factor=2')
    const compiled = script.createCachedData()
    setFlagsFromString('--semi-space-growth-factor=1')
    mkdirSync(folder, {recursive: true, mode: 0o700})
    const draft = `${saved}.${process.pid}`
    await writeFile(draft, compiled, {mode: 0o600})
    renameSync(draft, saved)
    const others = readdirSync(folder).filter(name => name.startsWith(family) && join(folder, name) !== saved)
    for (const name of others) rmSync(join(folder, name), {force: true})
  } catch {
    // A home that cannot be written to: the next start compiles again.
  }
}

// Node's warnings are for whoever changes the program, and would be written across the screen.
process.removeAllListeners('warning')

// A bastion host's memory is shared: without these the heap doubles with every large catalog that is read.
setFlagsFromString('--heap-growing-percent=30')
setImmediate(() => setFlagsFromString('--semi-space-growth-factor=1'))

const isCached = !process.env.NODE_DISABLE_COMPILE_CACHE
const file = readFileSync(import.meta.filename, 'latin1')
const program = file.slice(file.lastIndexOf('\n/*\n') + 4, -4).replaceAll('*\x01/', '*/')
const cachedData = isCached ? readSaved() : undefined
const script = new Script(`(function (require, module, exports) {${program}\n})`, {
  filename: import.meta.filename,
  lineOffset: FIRST_LINE,
  ...(cachedData && {cachedData}),
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
})
const module = {exports: {}}
script.runInThisContext()(require, module, module.exports)
if (isCached && (!cachedData || script.cachedDataRejected)) setTimeout(save, SAVE_AFTER_MS, script).unref()
