import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

/** What only the entry may touch: everything else is given what it needs and reports how it ended. */
const PROCESS_STATE = /\bprocess\s*\.\s*(exit|exitCode|argv|env)\b|from ['"](node:)?process['"]/
const ENTRY = 'main.tsx'

const sources = fileURLToPath(new URL('../src/', import.meta.url))
const files = readdirSync(sources, {recursive: true, encoding: 'utf8'}).filter(
  file => /\.tsx?$/.test(file) && file !== ENTRY,
)
const found = files.flatMap(file =>
  readFileSync(join(sources, file), 'utf8')
    .split('\n')
    .flatMap((line, i) =>
      PROCESS_STATE.test(withoutComment(line)) ? [`src/${file}:${i + 1}: ${line.trim()}`] : [],
    ),
)
if (found.length > 0) {
  process.stderr.write(`Only src/${ENTRY} may use process.exit, argv and env:\n${found.join('\n')}\n`)
  process.exitCode = 1
}

/** @param {string} line */
function withoutComment(line) {
  return line.replace(/^\s*(\/\/|\/?\*).*/, '').replace(/\s\/\/.*/, '')
}
