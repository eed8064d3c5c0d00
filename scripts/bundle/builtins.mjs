import {isBuiltin} from 'node:module'

/**
 * Takes Node's own modules when the code that needs them runs, and as they are. An import at the top of the bundle would
 * load those of every command before the first line runs, and as an ES module each has all that it exports looked at: of
 * `node:http` that is Node's whole fetch.
 *
 * @returns {import('esbuild').Plugin}
 */
export function builtinsWhenNeeded() {
  return {
    name: 'builtins-when-needed',
    setup({onResolve, onLoad}) {
      onResolve({filter: /^[\w:/]+$/}, ({path, kind, namespace}) =>
        kind !== 'require-call' && namespace === 'file' && isBuiltin(path)
          ? {path: path.replace(/^node:/, ''), namespace: 'builtin'}
          : undefined,
      )
      onLoad({filter: /./, namespace: 'builtin'}, ({path}) => ({
        contents: `module.exports = require('node:${path}')`,
      }))
    },
  }
}
