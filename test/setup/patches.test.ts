import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {shareCaches} from '../../scripts/bundle/ink-caches.mjs'
import {withoutWaiting} from '../../scripts/bundle/ink-devtools.mjs'
import {withJsonKeys} from '../../scripts/bundle/ink-table.mjs'
import {replaceOnce} from '../../scripts/bundle/patch.mjs'
import {exportBinary, instantiateAtOnce} from '../../scripts/bundle/yoga.mjs'

const ink = join('node_modules', 'ink', 'build')
const yoga = dirname(createRequire(import.meta.url).resolve('yoga-layout'))

describe('the patches of the bundle', () => {
  it('share and bound the caches of the installed Ink', () => {
    const patched = shareCaches(readFileSync(join(ink, 'output.js'), 'utf8'))
    expect(patched).toContain('styledChars = new BoundedMap(250);')
    expect(patched).toContain('caches = sharedCaches;')
    expect(patched).not.toContain('new Map();\n    blockWidths')
  })

  it('instantiate the installed Yoga without waiting', () => {
    const patched = instantiateAtOnce(readFileSync(join(yoga, 'index.js'), 'utf8'))
    expect(patched).not.toContain('await')
    const binary = readFileSync(join(yoga, '..', 'binaries', 'yoga-wasm-base64-esm.js'), 'utf8')
    expect(exportBinary(binary)).toMatch(/export const binary = 'AGFzbQ[A-Za-z0-9+/=]+'/)
  })

  it('let the installed Ink begin without waiting for developer tools', () => {
    const patched = withoutWaiting(readFileSync(join(ink, 'reconciler.js'), 'utf8'))
    expect(patched).not.toMatch(/await (loadPackageJson|import\('\.)/)
  })

  it('spare the installed ink-table its hash', () => {
    const file = join('node_modules', 'ink-table', 'dist', 'index.js')
    expect(withJsonKeys(readFileSync(file, 'utf8'))).not.toContain('object-hash')
  })

  it.each([
    ['is gone', 'something else'],
    ['is there twice', 'caches; caches;'],
  ])('end the build when the text they replace %s', (_, source) => {
    const patch = () => replaceOnce({file: 'ink/build/output.js', source, find: 'caches;', replacement: ''})
    expect(patch).toThrow(/the patch of ink\/build\/output\.js expects "caches;" once/)
  })
})
