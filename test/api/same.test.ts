import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {same} from '../../src/api/same.ts'

describe('what counts as the same answer', () => {
  it('is any value and its copy', () => {
    fc.assert(fc.property(fc.jsonValue(), value => same(value, structuredClone(value))))
  })

  it('does not depend on which of the two comes first', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => same(a, b) === same(b, a)))
  })

  it.each([
    ['a field with another value', {a: 1}, {a: 2}],
    ['a field more', {a: 1}, {a: 1, b: 2}],
    ['another field of the same value', {a: undefined}, {b: undefined}],
    ['an item more', [1], [1, 2]],
    ['items in another order', [1, 2], [2, 1]],
    ['a list in place of a record', [], {}],
    ['a record in place of a list', {}, []],
    ['nothing in place of a record', null, {}],
    ['text in place of a number', 1, '1'],
    ['a change deep inside', {a: [{b: 'c'}]}, {a: [{b: 'd'}]}],
    ['an inherited field', {toString: 1}, {}],
  ])('is not one with %s', (_, left, right) => {
    expect(same(left, right)).toBe(false)
  })
})

const entry = (value: Iterable<number>, flags = 1n) => ({key: 'a', value: Uint8Array.from(value), flags})

describe('entries of the KV store', () => {
  it('are the same if every byte and bit is', () => {
    expect(same(entry([1, 2]), entry([1, 2]))).toBe(true)
    expect(same(entry([1, 2]), entry([1, 3]))).toBe(false)
    expect(same(entry([1, 2]), entry([1]))).toBe(false)
    expect(same(entry([1], 2n ** 63n), entry([1], 2n ** 63n + 1n))).toBe(false)
    expect(same(entry([1]), {...entry([1]), value: [1]})).toBe(false)
    expect(same({...entry([1]), value: [1]}, entry([1]))).toBe(false)
  })
})
