import {readFile} from 'node:fs/promises'
import {replaceOnce} from './patch.mjs'

/**
 * Characters of one column that join with no other: the Latin, Greek and Cyrillic scripts, punctuation, arrows, box
 * drawing and the signs that Lictor draws with.
 */
const NARROW =
  '\\u0020-\\u007E\\u00A1-\\u00AC\\u00AE-\\u02FF\\u0384-\\u0482\\u048A-\\u052F\\u2010-\\u2027\\u2030-\\u205E\\u2190-\\u21FF\\u2500-\\u25FC\\u2605\\u2606\\u2713-\\u2718'

/**
 * Measures text without emoji at once. string-width compiles a regular expression of every emoji when it is loaded, and
 * runs each character but ASCII through it: some 40 ms before the first frame.
 *
 * @returns {import('esbuild').Plugin}
 */
export function quickStringWidth() {
  return {
    name: 'quick-string-width',
    setup({onLoad}) {
      onLoad({filter: /node_modules[\\/]string-width[\\/]index\.js$/}, async ({path}) => ({
        contents: measureAtOnce(await readFile(path, 'utf8')),
      }))
    },
  }
}

/** @param {string} source of string-width's index.js */
function measureAtOnce(source) {
  const file = 'string-width/index.js'
  const quick = replaceOnce({
    file,
    source,
    find: 'if (/^[\\u0020-\\u007E]*$/.test(string)) {',
    replacement: `if ((ambiguousIsNarrow ? /^[${NARROW}]*$/ : /^[\\u0020-\\u007E]*$/).test(string)) {`,
  })
  const lazy = replaceOnce({
    file,
    source: quick,
    find: 'const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;',
    replacement:
      'let rgiEmoji;\nconst rgiEmojiRegex = {test: text => (rgiEmoji ??= new RegExp("^\\\\p{RGI_Emoji}$", "v")).test(text)};',
  })
  return replaceOnce({
    file,
    source: lazy,
    find: 'const segmenter = new Intl.Segmenter();',
    replacement:
      'let anySegmenter;\nconst segmenter = {segment: text => (anySegmenter ??= new Intl.Segmenter()).segment(text)};',
  })
}
