import fc from 'fast-check'
import {expect, test} from 'vitest'
import {prettyJson} from '../../../src/state/text/pretty-json.ts'

test('lays JSON out as JSON.stringify does', () => {
  fc.assert(
    fc.property(fc.jsonValue({noUnicodeString: false}), value => {
      expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, undefined, 2))
    }),
    {numRuns: 500},
  )
})

test('keeps the digits of numbers, repeated names and escapes as they are written', () => {
  expect(prettyJson('{"a":12345678901234567890,"a":1.50,"b":"\\u00e9\\/"}')).toBe(
    '{\n  "a": 12345678901234567890,\n  "a": 1.50,\n  "b": "\\u00e9\\/"\n}',
  )
})

test('leaves alone what is not JSON', () => {
  expect(prettyJson('{a: 1}')).toBeUndefined()
})

test('a value of nothing but brackets does not grow without bound', () => {
  const depth = 5_000
  expect(prettyJson('['.repeat(depth) + ']'.repeat(depth))?.length).toBeLessThan(200 * 2 * depth)
})
