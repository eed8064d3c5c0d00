import {chmodSync, mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {build} from 'esbuild'
import {builtinsWhenNeeded} from './builtins.mjs'
import {inkCaches} from './ink-caches.mjs'
import {withoutInkDevtools} from './ink-devtools.mjs'
import {inkTableKeys} from './ink-table.mjs'
import {programFile} from './program-file.mjs'
import {quickStringWidth} from './string-width.mjs'
import {withoutHttp2} from './undici.mjs'
import {yogaInOneStep} from './yoga.mjs'

/**
 * Bundles the program and everything it needs into one executable file. What is large and needed by few stays outside: the
 * HCL parser, a WebAssembly module, and the AWS SDK.
 *
 * @param {object} options
 * @param {string} options.entry
 * @param {string} options.outfile replaced in one go: a program that is being started never sees half of it
 */
export async function bundle({entry, outfile}) {
  const draft = join(dirname(outfile), `.${basename(outfile)}.${process.pid}`)
  mkdirSync(dirname(outfile), {recursive: true})
  try {
    const {outputFiles} = await build({...OPTIONS, entryPoints: [entry]})
    writeFileSync(draft, programFile(outputFiles[0]?.text ?? ''))
    chmodSync(draft, 0o755)
    renameSync(draft, outfile)
  } finally {
    rmSync(draft, {force: true})
  }
}

const OPTIONS = /** @type {const} @satisfies {import('esbuild').BuildOptions} */ ({
  bundle: true,
  write: false,
  // The starter runs it as a function.
  format: 'cjs',
  platform: 'node',
  target: 'node22',
  jsx: 'automatic',
  // Drops React's development code and all comments. Names stay, and lines stay short: an error shows where it comes from.
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: 160,
  legalComments: 'none',
  logLevel: 'silent',
  define: {'process.env.NODE_ENV': '"production"'},
  external: ['@cdktn/hcl2json', '@aws-sdk/client-s3'],
  plugins: [
    builtinsWhenNeeded(),
    yogaInOneStep(),
    inkCaches(),
    inkTableKeys(),
    quickStringWidth(),
    withoutInkDevtools(),
    withoutHttp2(),
  ],
})
