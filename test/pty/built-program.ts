import {execFile} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'

const build = fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url))
const program = fileURLToPath(new URL('../../dist/lictor.js', import.meta.url))

/** The program as it is shipped, one file, built anew where its sources have changed; answers its path. */
export async function builtProgram(): Promise<string> {
  await promisify(execFile)(process.execPath, [build])
  return program
}
