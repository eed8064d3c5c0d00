import {readFile} from 'node:fs/promises'
import {replaceOnce} from './patch.mjs'

/**
 * Lets Ink keep what it has parsed from one frame to the next. It makes new caches for every frame and parses each
 * character of the screen again; shared ones halve the time from a key to the paint. They are bounded, because lines
 * that have left the screen would otherwise stay for ever.
 *
 * @returns {import('esbuild').Plugin}
 */
export function inkCaches() {
  return {
    name: 'ink-caches',
    setup({onLoad}) {
      onLoad({filter: /node_modules[\\/]ink[\\/]build[\\/]output\.js$/}, async ({path}) => ({
        contents: shareCaches(await readFile(path, 'utf8')),
      }))
    },
  }
}

/** Two generations: when the young one is full it becomes the old one, and what is asked for again is young again. */
const BOUNDED_MAP = `class BoundedMap {
  young = new Map();
  old = new Map();
  constructor(limit) {
    this.half = limit / 2;
  }
  get(key) {
    const value = this.young.get(key);
    if (value !== undefined) return value;
    const older = this.old.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }
  set(key, value) {
    if (this.young.size >= this.half) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
  }
}
`

/** How many entries each cache may hold: lines parsed to cells, widths of texts and single characters, widths of blocks. */
const LIMITS = {styledChars: 250, widths: 4000, blockWidths: 250}

/** @param {string} source of Ink's build/output.js */
export function shareCaches(source) {
  const file = 'ink/build/output.js'
  const bounded = Object.entries(LIMITS).reduce(
    (text, [name, limit]) =>
      replaceOnce({
        file,
        source: text,
        find: `    ${name} = new Map();`,
        replacement: `    ${name} = new BoundedMap(${limit});`,
      }),
    source,
  )
  const shared = replaceOnce({
    file,
    source: bounded,
    find: 'export default class Output {',
    replacement: `${BOUNDED_MAP}const sharedCaches = new OutputCaches();\nexport default class Output {`,
  })
  return replaceOnce({
    file,
    source: shared,
    find: 'caches = new OutputCaches();',
    replacement: 'caches = sharedCaches;',
  })
}
