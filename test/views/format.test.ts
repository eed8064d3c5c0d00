import {describe, expect, test} from 'vitest'
import {count, formatAge, formatRoundTrip} from '../../src/views/format.ts'

describe('formats', () => {
  test.each([
    [-5, '0s'],
    [0, '0s'],
    [59_999, '59s'],
    [60_000, '1m'],
    [3_599_999, '59m'],
    [3_600_000, '1h'],
    [86_399_999, '23h'],
    [86_400_000, '1d'],
    [864_000_000, '10d'],
  ])('an age of %s ms: %s', (ms, text) => {
    expect(formatAge(ms)).toBe(text)
  })

  test.each([
    [0.000_44, '0.4 ms'],
    [0.0123, '12 ms'],
    [0.9994, '999 ms'],
    [1.23, '1.2 s'],
  ])('a round trip of %s s: %s', (seconds, text) => {
    expect(formatRoundTrip(seconds)).toBe(text)
  })

  test.each([
    [0, '0 services'],
    [1, '1 service'],
    [2, '2 services'],
  ])('a count of %s: %s', (amount, text) => {
    expect(count(amount, 'service')).toBe(text)
  })
})
