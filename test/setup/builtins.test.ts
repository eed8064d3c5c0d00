import {build} from 'esbuild'
import {expect, it} from 'vitest'
import {builtinsWhenNeeded} from '../../scripts/bundle/builtins.mjs'

/** Runs a module as the bundle would hold it, and tells after each step which of Node's modules have been loaded. */
const run = async (contents: string) => {
  const {outputFiles} = await build({
    stdin: {contents, resolveDir: process.cwd()},
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    plugins: [builtinsWhenNeeded()],
  })
  const loaded: string[] = []
  const load = (name: string): unknown => {
    loaded.push(name)
    return process.getBuiltinModule(name)
  }
  const module: {exports: Record<string, () => unknown>} = {exports: {}}
  new Function('require', 'module', 'exports', outputFiles[0]?.text ?? '')(load, module, module.exports)
  return {exports: module.exports, loaded}
}

it('loads a module of Node’s when something of it is first used, by name or by default', async () => {
  const {exports, loaded} = await run(`
    import {createHash as hash} from 'node:crypto'
    import path, {sep} from 'node:path'
    import * as os from 'os'
    export const digest = () => hash('md5').update('').digest('hex')
    export const joined = () => path.join('a', sep, 'b')
    export const end = () => os.EOL`)
  expect(loaded).toEqual([])
  expect(exports.digest?.()).toBe('d41d8cd98f00b204e9800998ecf8427e')
  expect(exports.digest?.()).toBe('d41d8cd98f00b204e9800998ecf8427e')
  expect(loaded).toEqual(['node:crypto'])
  expect(exports.joined?.()).toBe('a/b')
  expect(exports.end?.()).toBe('\n')
})

it('takes a module that is a class as it is', async () => {
  const {exports} = await run(`
    import EventEmitter, {once} from 'node:events'
    export const make = () => new (class extends EventEmitter {})().listenerCount('x')
    export const known = () => typeof once`)
  expect(exports.make?.()).toBe(0)
  expect(exports.known?.()).toBe('function')
})
