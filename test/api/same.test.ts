import {describe, expect, it} from 'vitest'
import {same} from '../../src/api/same.ts'

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
