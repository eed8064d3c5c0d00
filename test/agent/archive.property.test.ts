import {lstatSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import fc from 'fast-check'
import {expect, it} from 'vitest'
import {unpackArchive} from '../../src/agent/run-manifest/archive/unpack.ts'
import {DeployError} from '../../src/deploy/errors.ts'
import {type HostileEntry, packEntries} from './hostile-archive.ts'
import {treeOf} from './tree.ts'

// Few names, so that they meet: what leads out of the tree hits something that is there.
const path = fc
  .array(fc.constantFrom('a', 'b', '.', '..', ''), {minLength: 1, maxLength: 5})
  .map(parts => parts.join('/') || 'a')
const target = fc
  .array(fc.constantFrom('a', 'b', '.', '..'), {minLength: 1, maxLength: 4})
  .map(parts => parts.join('/'))

const entry: fc.Arbitrary<HostileEntry> = fc.oneof(
  path.map(name => ({name, content: 'new'})),
  path.map(name => ({name, type: 'directory' as const})),
  fc.record({name: path, linkname: target}).map(link => ({...link, type: 'symlink' as const})),
  fc.record({name: path, linkname: path}).map(link => ({...link, type: 'link' as const})),
)

/** A tree with an `a` and a `b` beside it and above it. */
const createWorld = () => {
  const world = mkdtempSync(join(tmpdir(), 'lictor-world-'))
  const tree = join(world, 'a', 'a', 'tree')
  mkdirSync(tree, {recursive: true})
  for (const folder of ['', 'a', 'a/a']) writeFileSync(join(world, folder, 'b'), 'old')
  mkdirSync(join(world, 'a', 'a', 'a'))
  return {world, tree}
}

const linksIn = (folder: string): readonly string[] =>
  readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .map(name => join(folder, name))
    .filter(name => lstatSync(name).isSymbolicLink())

const isInside = (link: string, tree: string): boolean => {
  try {
    return `${realpathSync(link)}/`.startsWith(`${tree}/`)
  } catch {
    // It leads nowhere, or in a circle.
    return true
  }
}

it('whatever an archive holds, nothing lands outside and no link leads there', async () => {
  let unpacked = 0
  await fc.assert(
    fc.asyncProperty(fc.array(entry, {minLength: 1, maxLength: 8}), async entries => {
      const {world, tree} = createWorld()
      try {
        writeFileSync(join(world, 'archive'), await packEntries(entries))
        const outside = () => treeOf(world).filter(line => !line.startsWith('"a/a/tree'))
        const before = outside()
        const options = {signal: new AbortController().signal, onProgress: () => undefined}
        try {
          await unpackArchive(join(world, 'archive'), tree, {isRoot: false, umask: 0o022}, options)
          unpacked += 1
          expect(linksIn(tree).filter(link => !isInside(link, tree))).toEqual([])
        } catch (error) {
          expect(error).toBeInstanceOf(DeployError)
        }
        expect(outside()).toEqual(before)
      } finally {
        rmSync(world, {recursive: true})
      }
    }),
    {numRuns: 500},
  )
  // Else the property would hold of a program that refuses everything.
  expect(unpacked).toBeGreaterThan(0)
})
