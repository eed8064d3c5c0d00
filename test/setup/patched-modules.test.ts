import {rm} from 'node:fs/promises'
import {join, resolve} from 'node:path'
import {pathToFileURL} from 'node:url'
import {build, type Plugin} from 'esbuild'
import fc from 'fast-check'
import {afterAll, expect, it} from 'vitest'
import {inkCaches} from '../../scripts/bundle/ink-caches.mjs'
import {quickStringWidth} from '../../scripts/bundle/string-width.mjs'

/** Ink's picture of a frame, as far as it is used here. */
type Picture = {
  write: (x: number, y: number, text: string, options: {transformers: readonly unknown[]}) => void
  get: () => {output: string; height: number}
}

type Modules = {
  readonly stringWidth: (text: string) => number
  readonly Output: new (size: {width: number; height: number}) => Picture
}

const SOURCE = `export {default as stringWidth} from 'string-width'
export {default as Output} from './node_modules/ink/build/output.js'`

const files: string[] = []
afterAll(() => Promise.all(files.map(file => rm(file, {force: true}))))

/** The modules as the bundle has them, or as they are installed. */
const load = async (name: string, plugins: Plugin[]): Promise<Modules> => {
  const outfile = resolve('node_modules', '.cache', `${name}-${process.pid}.mjs`)
  files.push(outfile)
  const stdin = {contents: SOURCE, resolveDir: process.cwd()}
  await build({stdin, outfile, plugins, bundle: true, format: 'esm', platform: 'node', logLevel: 'silent'})
  return await import(join(pathToFileURL(outfile).href))
}

const [installed, patched] = await Promise.all([
  load('installed', []),
  load('patched', [inkCaches(), quickStringWidth()]),
])

it('every character is measured as before', () => {
  const differing = Array.from({length: 0x1_0000}, (_, code) => String.fromCharCode(code)).filter(
    character => patched.stringWidth(character) !== installed.stringWidth(character),
  )
  expect(differing).toEqual([])
})

it('every text is measured as before', () => {
  fc.assert(
    fc.property(
      fc.string({unit: 'grapheme'}),
      text => patched.stringWidth(text) === installed.stringWidth(text),
    ),
    {numRuns: 2_000},
  )
})

it('every frame is drawn as before, whether its rows hold one text or several', () => {
  const piece = fc.oneof(
    fc.string({unit: 'grapheme', maxLength: 12}),
    fc.constantFrom('\x1b[31mred\x1b[39m', '\x1b[7m日本\x1b[27m', 'a\nb', 'trailing   ', '👩‍🚀x'),
  )
  const write = fc.record({
    x: fc.constantFrom(0, 0, 0, 3),
    y: fc.nat(5),
    text: fc.array(piece).map(all => all.join('')),
  })
  fc.assert(
    fc.property(fc.array(write, {maxLength: 8}), writes => {
      const draw = ({Output}: Modules) => {
        const picture = new Output({width: 24, height: 5})
        for (const {x, y, text} of writes) picture.write(x, y, text, {transformers: []})
        return picture.get()
      }
      expect(draw(patched)).toEqual(draw(installed))
    }),
    {numRuns: 2_000},
  )
})
