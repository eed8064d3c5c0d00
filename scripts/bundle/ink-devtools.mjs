import {readFile} from 'node:fs/promises'
import {replaceOnce} from './patch.mjs'

/**
 * Leaves out Ink's link to React's developer tools. Ink looks for them when DEV is set, as it is in many an operator's
 * shell for other reasons; and it waits for them, while the program is one script that cannot wait before it has begun.
 *
 * @returns {import('esbuild').Plugin}
 */
export function withoutInkDevtools() {
  return {
    name: 'without-ink-devtools',
    setup({onLoad}) {
      onLoad({filter: /node_modules[\\/]ink[\\/]build[\\/]reconciler\.js$/}, async ({path}) => ({
        contents: withoutWaiting(await readFile(path, 'utf8')),
      }))
    },
  }
}

/** @param {string} source of Ink's build/reconciler.js */
export function withoutWaiting(source) {
  const file = 'ink/build/reconciler.js'
  const alone = replaceOnce({file, source, find: "await import('./devtools.js');", replacement: ''})
  return replaceOnce({file, source: alone, find: 'await loadPackageJson();', replacement: 'packageInfo;'})
}
