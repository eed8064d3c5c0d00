import {createHash} from 'node:crypto'
import {readFileSync} from 'node:fs'

/**
 * One file of the starter and the program, which is the text of a CommonJS module.
 *
 * @param {string} program
 */
export function programFile(program) {
  if (/[^\x00-\x7f]/.test(program)) throw new Error('the bundle is not ASCII, which the starter reads it as')
  const starter = readFileSync(new URL('starter.mjs', import.meta.url), 'utf8')
  const build = createHash('sha256').update(starter).update(program).digest('hex').slice(0, 16)
  const head = starter
    .replace('{{BUILD}}', () => build)
    .replace('{{FIRST_LINE}}', () => String(starter.split('\n').length))
  return `${head}/*\n${program.replaceAll('*/', '*\x01/')}\n*/\n`
}
