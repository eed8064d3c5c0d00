import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {createKeyPieces, type KeyPiece} from '../../../src/state/kv/key-pieces.ts'

const piecesOf = (base: string, limit: number, batches: readonly (readonly string[])[]) => {
  const pieces = createKeyPieces(base, limit)
  return [...batches.flatMap(pieces.add), ...pieces.finish()]
}

const inByteOrder = (left: string, right: string) => Buffer.compare(Buffer.from(left), Buffer.from(right))
const covered = (keys: readonly string[], {kind, prefix}: KeyPiece) =>
  keys.filter(key => (kind === 'key' ? key === prefix : key.startsWith(prefix)))

describe('pieces of a list of keys', () => {
  it('hold every key once and in order, none more than the limit, however the list arrives', () => {
    const name = fc.string({unit: fc.constantFrom('a', 'b', '/', '😀', '😁', 'é', '\ufffd'), maxLength: 8})
    fc.assert(
      fc.property(
        fc.uniqueArray(name, {maxLength: 60}),
        fc.constantFrom('', 'base/'),
        fc.integer({min: 1, max: 12}),
        fc.integer({min: 1, max: 7}),
        (names, base, limit, size) => {
          const keys = names.map(each => base + each).toSorted(inByteOrder)
          const batches = Array.from({length: Math.ceil(keys.length / size)}, (_, index) =>
            keys.slice(index * size, (index + 1) * size),
          )
          const pieces = piecesOf(base, limit, batches)
          expect(pieces.flatMap(piece => covered(keys, piece))).toEqual(keys)
          for (const piece of pieces) {
            expect(piece.count).toBe(covered(keys, piece).length)
            expect(piece.count).toBeLessThanOrEqual(limit)
            expect(piece.prefix.startsWith(base)).toBe(true)
            expect(piece.prefix.isWellFormed()).toBe(true)
          }
        },
      ),
    )
  })

  it('are as large as the limit allows', () => {
    const keys = Array.from({length: 10_000}, (_, index) => `flat/key-${String(index).padStart(5, '0')}`)
    expect(piecesOf('', 1_000, [keys]).map(({prefix}) => prefix)).toEqual(
      Array.from({length: 10}, (_, index) => `flat/key-0${index}`),
    )
    expect(piecesOf('', 10_000, [keys])).toEqual([{kind: 'prefix', prefix: '', count: 10_000}])
  })

  it('leave out nothing that sits between folders', () => {
    const keys = ['a', 'a/1', 'a/2', 'a/3', 'b']
    expect(piecesOf('', 2, [keys])).toEqual([
      {kind: 'key', prefix: 'a', count: 1},
      {kind: 'prefix', prefix: 'a/1', count: 1},
      {kind: 'prefix', prefix: 'a/2', count: 1},
      {kind: 'prefix', prefix: 'a/3', count: 1},
      {kind: 'prefix', prefix: 'b', count: 1},
    ])
  })
})
