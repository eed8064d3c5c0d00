import {readFile} from 'node:fs/promises'
import {replaceOnce} from './patch.mjs'

/**
 * Instantiates Yoga's WebAssembly at once instead of through `fetch`, which would load Node's whole HTTP client, some
 * 20 ms, before the first frame.
 *
 * @returns {import('esbuild').Plugin}
 */
export function yogaInOneStep() {
  return {
    name: 'yoga-in-one-step',
    setup({onLoad}) {
      onLoad({filter: /yoga-layout[\\/]dist[\\/]binaries[\\/]yoga-wasm-base64-esm\.js$/}, async ({path}) => ({
        contents: exportBinary(await readFile(path, 'utf8')),
      }))
      onLoad({filter: /yoga-layout[\\/]dist[\\/]src[\\/]index\.js$/}, async ({path}) => ({
        contents: instantiateAtOnce(await readFile(path, 'utf8')),
      }))
    },
  }
}

const BINARY = /"data:application\/octet-stream;base64,[A-Za-z0-9+/=]+"/

/** @param {string} source of the Emscripten module */
export function exportBinary(source) {
  const file = 'yoga-layout/dist/binaries/yoga-wasm-base64-esm.js'
  const binary = BINARY.exec(source)?.[0].slice(1, -1).split(',')[1] ?? ''
  const without = replaceOnce({file, source, find: BINARY, replacement: '""'})
  return `${without}\nexport const binary = '${binary}'\n`
}

/** @param {string} source of Yoga's entry */
export function instantiateAtOnce(source) {
  const file = 'yoga-layout/dist/src/index.js'
  const imported = replaceOnce({
    file,
    source,
    find: "import loadYoga from '../binaries/yoga-wasm-base64-esm.js'",
    replacement: "import loadYoga, {binary} from '../binaries/yoga-wasm-base64-esm.js'",
  })
  return replaceOnce({
    file,
    source: imported,
    find: 'const Yoga = wrapAssembly(await loadYoga());',
    // instantiateWasm is Emscripten's own hook; given a ready instance, its module is complete when the call returns.
    replacement: `const assembly = {
  instantiateWasm(imports, ready) {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(binary, 'base64')), imports);
    ready(instance);
    return instance.exports;
  },
};
loadYoga(assembly);
const Yoga = wrapAssembly(assembly);`,
  })
}
