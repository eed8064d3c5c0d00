import {describe, expect, test} from 'vitest'
import {count, formatAge, formatElapsed, formatMoment, formatRoundTrip} from '../../src/views/format.ts'

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
  test.each([
    [0, '0s'],
    [420, '0.4s'],
    [9_000, '9s'],
    [59_999, '59s'],
    [187_000, '3m 07s'],
    [7_500_000, '2h 05m'],
  ])('%s ms that something took: %s', (ms, text) => {
    expect(formatElapsed(ms)).toBe(text)
  })

  test('a moment of today by the clock, of another day with its date', () => {
    const now = new Date(2026, 10, 25, 19, 4, 31).getTime()
    expect(formatMoment(now, now + 60_000)).toBe('19:04:31')
    expect(formatMoment(now, now + 86_400_000)).toBe('11-25 19:04')
  })
})
