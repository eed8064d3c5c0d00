import {createRequire, isBuiltin} from 'node:module'

const require = createRequire(import.meta.url)

/**
 * Takes each of Node's own modules when something of it is first used, and as it is. An import at the top of the bundle
 * would load those of every command before the first line runs, and as an ES module each has all that it exports looked
 * at: of `node:http` that is Node's whole fetch.
 *
 * @returns {import('esbuild').Plugin}
 */
export function builtinsWhenNeeded() {
  return {
    name: 'builtins-when-needed',
    setup({onResolve, onLoad}) {
      onResolve({filter: /^[\w:/]+$/}, ({path, kind, namespace}) =>
        kind !== 'require-call' && namespace !== 'builtin' && isBuiltin(path)
          ? {path: path.replace(/^node:/, ''), namespace: 'builtin'}
          : undefined,
      )
      onLoad({filter: /./, namespace: 'builtin'}, ({path}) => ({contents: moduleOf(path)}))
    },
  }
}

/**
 * A module with a getter for each name. One that is more than its names, a function as `node:events` or an object with a
 * class as `node:process`, cannot be put off.
 *
 * @param {string} path without `node:`
 */
function moduleOf(path) {
  const builtin = require(`node:${path}`)
  if (Object.getPrototypeOf(builtin) !== Object.prototype) return `module.exports = require('node:${path}')`
  const getters = Object.keys(builtin).map(name => `get ${name}() { return builtin().${name} }`)
  return `let loaded
const builtin = () => (loaded ??= require('node:${path}'))
module.exports = {__esModule: true, get default() { return builtin() }, ${getters.join(', ')}}`
}
