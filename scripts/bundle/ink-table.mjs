import {readFile} from 'node:fs/promises'
import {replaceOnce} from './patch.mjs'

/**
 * Lets ink-table tell its rows apart by their JSON. The hash that it takes instead needs Node's cryptography, which takes
 * longer to load than the first screen to draw.
 *
 * @returns {import('esbuild').Plugin}
 */
export function inkTableKeys() {
  return {
    name: 'ink-table-keys',
    setup({onLoad}) {
      onLoad({filter: /node_modules[\\/]ink-table[\\/]dist[\\/]index\.js$/}, async ({path}) => ({
        contents: withJsonKeys(await readFile(path, 'utf8')),
      }))
    },
  }
}

/** @param {string} source of ink-table's dist/index.js */
export function withJsonKeys(source) {
  return replaceOnce({
    file: 'ink-table/dist/index.js',
    source,
    find: "import { sha1 } from 'object-hash';",
    replacement: 'const sha1 = JSON.stringify;',
  })
}
