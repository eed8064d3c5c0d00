import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {compareKeys, foldersAbove, parentFolder} from '../../../src/state/kv/key-names.ts'
import {createTree, newsOf} from '../../../src/state/kv/tree.ts'
import {nameOf} from '../../../src/state/kv/tree-row.ts'

/** What Consul answers to `?keys&separator=/`, in its order. */
function listingOf(keys: readonly string[], folder: string): readonly string[] {
  const items = keys
    .filter(key => key.startsWith(folder))
    .map(key => {
      const end = key.indexOf('/', folder.length)
      return end === -1 ? key : key.slice(0, end + 1)
    })
  return [...new Set(items)].sort(compareKeys)
}

const shownKeys = (tree: ReturnType<typeof createTree>): readonly string[] =>
  tree.store.getState().rows.map(({kind, key}) => (kind === 'folder' ? `[${key}]` : key))

function treeOf(keys: readonly string[], open: readonly string[], root = '') {
  const tree = createTree(root)
  for (const folder of [root, ...open]) tree.listed(folder, listingOf(keys, folder), undefined)
  for (const folder of open) tree.open(folder)
  return tree
}

const segment = fc.oneof(
  fc.constantFrom(
    '',
    '.',
    '..',
    ' ',
    'a',
    'b',
    'aa',
    '%2F',
    '\u0000',
    'é',
    '日',
    '\ud83d\ude00',
    '\uffee',
    '-',
    '0',
  ),
  fc.string({unit: 'binary', maxLength: 3}).map(text => text.replaceAll('/', '')),
)
const keysOfMany = fc
  .uniqueArray(
    fc.array(segment, {minLength: 1, maxLength: 4}).map(segments => segments.join('/')),
    {maxLength: 30},
  )
  .map(keys => keys.filter(key => key !== ''))

describe('a tree of any keys', () => {
  test('with any folders open lists each key that is not in a closed one once, in byte order', () => {
    fc.assert(
      fc.property(keysOfMany, fc.infiniteStream(fc.boolean()), (keys, choices) => {
        const folders = [...new Set(keys.flatMap(key => foldersAbove(`${key}x`)))]
        const open = folders.filter(() => choices.next().value)
        const tree = treeOf(keys, open)
        const {rows} = tree.store.getState()
        const isOpen = (folder: string): boolean => open.includes(folder)
        const expected = keys.filter(key => foldersAbove(`${key}x`).every(isOpen))
        expect(rows.filter(({kind}) => kind === 'key').map(({key}) => key)).toEqual(
          expected.toSorted(compareKeys),
        )
        expect(rows.map(({key}) => key)).toEqual(rows.map(({key}) => key).toSorted(compareKeys))
        expect(new Set(rows.map(({id}) => id)).size).toBe(rows.length)
        for (const row of rows) {
          expect(row.folder + nameOf(row)).toBe(row.key)
          expect(row.depth).toBe(foldersAbove(`${row.folder}x`).length)
        }
      }),
    )
  })

  test('told again and again what is in its folders shows what a new one would', () => {
    fc.assert(
      fc.property(keysOfMany, keysOfMany, (before, after) => {
        const folders = [...new Set([...before, ...after].flatMap(key => foldersAbove(`${key}x`)))]
        const tree = treeOf(before, folders)
        for (const folder of ['', ...folders]) tree.listed(folder, listingOf(after, folder), 1)
        tree.forget(1e9)
        expect(tree.store.getState().rows).toEqual(treeOf(after, folders).store.getState().rows)
      }),
    )
  })

  test('orders as bytes in UTF-8 do', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary'}), fc.string({unit: 'binary'}), (left, right) => {
        const order = Buffer.compare(Buffer.from(left), Buffer.from(right))
        expect(Math.sign(compareKeys(left, right))).toBe(order)
      }),
    )
  })
})

describe('a folder', () => {
  test('that is also a key has a row for each, the key first among what is in it', () => {
    const tree = treeOf(['p/sub', 'p/sub/', 'p/sub/x'], ['p/', 'p/sub/'])
    expect(shownKeys(tree)).toEqual(['[p/]', 'p/sub', '[p/sub/]', 'p/sub/', 'p/sub/x'])
  })

  test('of no name is one like any other', () => {
    const keys = ['/x', 'a//b', 'a/./b', 'a/../b']
    expect(shownKeys(treeOf(keys, ['/', 'a/', 'a//', 'a/./', 'a/../']))).toEqual([
      '[/]',
      '/x',
      '[a/]',
      '[a/../]',
      'a/../b',
      '[a/./]',
      'a/./b',
      '[a//]',
      'a//b',
    ])
    expect(parentFolder('/')).toBe('')
    expect(parentFolder('a//')).toBe('a/')
  })

  test('can be the root, with its own key', () => {
    expect(shownKeys(treeOf(['p/', 'p/a', 'p/b/c', 'q'], [], 'p/'))).toEqual(['p/', 'p/a', '[p/b/]'])
    expect(
      treeOf(['p/b/c'], ['p/b/'], 'p/')
        .store.getState()
        .rows.map(({depth}) => depth),
    ).toEqual([0, 1])
  })

  test('that closes hides what is in it, and shows it again as it was', () => {
    const tree = treeOf(['a/b/c', 'a/d', 'e'], ['a/', 'a/b/'])
    const before = shownKeys(tree)
    tree.close('a/')
    expect(shownKeys(tree)).toEqual(['[a/]', 'e'])
    tree.open('a/')
    expect(shownKeys(tree)).toEqual(before)
  })
})

describe('what comes and goes', () => {
  const newsIn = (tree: ReturnType<typeof createTree>) =>
    tree.store.getState().rows.map(row => [row.key, newsOf(tree.store.getState(), row)?.kind])

  test('is news, and what is gone stays for a minute', () => {
    const tree = treeOf(['a', 'b', 'd'], [])
    tree.listed('', ['a', 'c', 'd'], 1_000)
    expect(newsIn(tree)).toEqual([
      ['a', undefined],
      ['b', 'deleted'],
      ['c', 'new'],
      ['d', undefined],
    ])
    tree.forget(60_000)
    expect(newsIn(tree).map(([key]) => key)).toEqual(['a', 'b', 'c', 'd'])
    tree.forget(62_000)
    expect(newsIn(tree)).toEqual([
      ['a', undefined],
      ['c', undefined],
      ['d', undefined],
    ])
  })

  test('while nobody looked is no news', () => {
    const tree = treeOf(['a', 'b'], [])
    tree.listed('', ['b', 'c'], undefined)
    expect(newsIn(tree)).toEqual([
      ['b', undefined],
      ['c', undefined],
    ])
  })

  test('comes back as new where it was gone', () => {
    const tree = treeOf(['a'], [])
    tree.listed('', [], 1_000)
    tree.listed('', ['a'], 2_000)
    expect(newsIn(tree)).toEqual([['a', 'new']])
  })

  test('leaves the rows of what stays as they are, so that they are not drawn again', () => {
    const tree = treeOf(['a', 'b', 'd'], [])
    const before = new Map(tree.store.getState().rows.map(row => [row.key, row]))
    tree.listed('', ['a', 'c', 'd'], 1_000)
    for (const row of tree.store.getState().rows)
      if (before.has(row.key)) expect(row).toBe(before.get(row.key))
  })

  test('by the hundred thousand leaves no ghosts that nobody would read', () => {
    const keys = Array.from({length: 100_000}, (_, index) => `key-${String(index).padStart(6, '0')}`)
    const tree = treeOf(keys, [])
    tree.listed('', [], 1_000)
    expect(tree.store.getState().rows.length).toBe(500)
    tree.listed('', keys, 2_000)
    expect(tree.store.getState().rows.length).toBe(100_000)
  })
})
