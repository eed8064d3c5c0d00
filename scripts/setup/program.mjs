import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {SetupFailure} from './failure.mjs'
import {fingerprint} from './fingerprint.mjs'
import {provide} from './step.mjs'

const INPUTS = ['src', 'scripts/bundle', 'package-lock.json', 'package.json', 'tsconfig.json']
const BUNDLE = 'dist/lictor.js'

/**
 * The bundled program, built anew when anything it is made of, or the file itself, has changed.
 *
 * @param {import('./step.mjs').Setup} setup
 * @returns {Promise<string>} the path of the program
 */
export function provideProgram(setup) {
  const {root} = setup
  const stamp = join(root, '.cache', 'program.stamp')
  return provide(setup, {
    name: 'program',
    doing: `building ${BUNDLE}`,
    find: () => (readStamp(stamp) === stampOf(root) ? join(root, BUNDLE) : undefined),
    async make() {
      await build(root)
      mkdirSync(join(root, '.cache'), {recursive: true})
      writeFileSync(stamp, stampOf(root))
    },
  })
}

/** @param {string} root */
function stampOf(root) {
  return `${fingerprint(root, INPUTS)} ${fingerprint(root, [BUNDLE])}`
}

/** @param {string} file */
function readStamp(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** @param {string} root */
async function build(root) {
  // Loaded only here: esbuild is there once the packages are, and a start that builds nothing does without it.
  const {bundle} = await import('../bundle/bundle.mjs')
  try {
    await bundle({entry: join(root, 'src/main.tsx'), outfile: join(root, BUNDLE)})
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim() : String(error)
    throw new SetupFailure(`Lictor could not be built: ${reason}`)
  }
}
