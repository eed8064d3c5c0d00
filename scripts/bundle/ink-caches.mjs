import {readFile} from 'node:fs/promises'
import {replaceOnce} from './patch.mjs'

/** The files of Ink's build that do again for every frame what the frame before has done. */
const PATCHES = {
  'output.js': shareCaches,
  'render-node-to-output.js': shareWidths,
  'sanitize-ansi.js': shareSanitized,
}

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
      for (const [file, patch] of Object.entries(PATCHES)) {
        const filter = new RegExp(`node_modules[\\\\/]ink[\\\\/]build[\\\\/]${file.replace('.', '[.]')}$`)
        onLoad({filter}, async ({path}) => ({contents: patch(await readFile(path, 'utf8'))}))
      }
    },
  }
}

/** Two generations: when the young one is full it becomes the old one, and what is asked for again is young again. */
const BOUNDED_MAP = `export class BoundedMap {
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
    replacement: `${BOUNDED_MAP}${ROW_CACHE}const sharedCaches = new OutputCaches();
export const widestLine = text => sharedCaches.getWidestLine(text);
export default class Output {
  isSingleRow = false;
${ROW_TEXTS}`,
  })
  const cached = replaceOnce({
    file,
    source: shared,
    find: 'caches = new OutputCaches();',
    replacement: 'caches = sharedCaches;',
  })
  return replaceOnce({
    file,
    source: cached,
    find: '    get() {\n        // Initialize output array',
    replacement: `    get() {
        const texts = this.isSingleRow ? undefined : this.rowTexts();
        if (texts) {
            const lines = Array.from({ length: this.height }, (_, y) => rowOf(this.width, texts.get(y)));
            return { output: lines.join('\\n'), height: lines.length };
        }
        // Initialize output array`,
  })
}

/** A row that holds one text from its first column on is drawn alone, in the way of old, and kept. */
const ROW_CACHE = `const rows = new BoundedMap(250);
const rowOf = (width, text) => {
    if (text === undefined) return '';
    const key = width + ':' + text;
    const known = rows.get(key);
    if (known !== undefined) return known;
    const alone = new Output({ width, height: 1 });
    alone.isSingleRow = true;
    alone.write(0, 0, text, { transformers: [] });
    const row = alone.get().output;
    rows.set(key, row);
    return row;
};
`

/** The text of each row, if every row has one text at the most; undefined where anything overlaps, wraps or is clipped. */
const ROW_TEXTS = `  rowTexts() {
    const texts = new Map();
    for (const { type, x, y, text, transformers } of this.operations) {
      if (type !== 'write' || x !== 0 || text.includes('\\n') || texts.has(y)) return undefined;
      texts.set(y, transformers.reduce((line, transform) => transform(line, 0), text));
    }
    return texts;
  }
`

/** @param {string} source of Ink's build/render-node-to-output.js */
function shareWidths(source) {
  return replaceOnce({
    file: 'ink/build/render-node-to-output.js',
    source,
    find: "import widestLine from 'widest-line';",
    replacement: "import { widestLine } from './output.js';",
  })
}

/** @param {string} source of Ink's build/sanitize-ansi.js */
function shareSanitized(source) {
  return replaceOnce({
    file: 'ink/build/sanitize-ansi.js',
    source,
    find: 'export default sanitizeAnsi;',
    replacement: `import { BoundedMap } from './output.js';
const sanitized = new BoundedMap(2000);
export default function sanitizeOnce(text) {
    const known = sanitized.get(text);
    if (known !== undefined) return known;
    const clean = sanitizeAnsi(text);
    sanitized.set(text, clean);
    return clean;
}`,
  })
}
