import {chmodSync, mkdirSync, renameSync, rmSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {build} from 'esbuild'
import {builtinsWhenNeeded} from './builtins.mjs'
import {inkCaches} from './ink-caches.mjs'
import {withoutInkDevtools} from './ink-devtools.mjs'
import {quickStringWidth} from './string-width.mjs'
import {withoutHttp2} from './undici.mjs'
import {yogaInOneStep} from './yoga.mjs'

const BANNER = `#!/usr/bin/env node
import {createRequire as createRequireForBundle} from 'node:module'
const require = createRequireForBundle(import.meta.url)`

/**
 * Bundles the program and everything it needs into one executable file. Only the HCL parser, a large WebAssembly module
 * that few manifests need, stays outside.
 *
 * @param {object} options
 * @param {string} options.entry
 * @param {string} options.outfile replaced in one go: a program that is being started never sees half of it
 */
export async function bundle({entry, outfile}) {
  const draft = join(dirname(outfile), `.${basename(outfile)}.${process.pid}`)
  mkdirSync(dirname(outfile), {recursive: true})
  try {
    await build({...OPTIONS, entryPoints: [entry], outfile: draft})
    chmodSync(draft, 0o755)
    renameSync(draft, outfile)
  } finally {
    rmSync(draft, {force: true})
  }
}

/** @type {import('esbuild').BuildOptions} */
const OPTIONS = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  jsx: 'automatic',
  // Drops React's development code. Names and line breaks stay: they cost no start time, and an error shows where it comes from.
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'silent',
  define: {'process.env.NODE_ENV': '"production"'},
  external: ['@cdktn/hcl2json'],
  banner: {js: BANNER},
  plugins: [
    builtinsWhenNeeded(),
    yogaInOneStep(),
    inkCaches(),
    quickStringWidth(),
    withoutInkDevtools(),
    withoutHttp2(),
  ],
}
