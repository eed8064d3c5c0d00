import fc from 'fast-check'
import {expect, test} from 'vitest'
import {printableLine} from '../../../src/terminal/printable.ts'
import {crumbsOf, keyText} from '../../../src/views/kv/key-text.ts'

test.each([
  ['plain/key', 'plain/key'],
  ['with blank', 'with blank'],
  ['p%2Fq', 'p%2Fq'],
  ['日本語', '日本語'],
  ['back\\slash', 'back\\slash'],
  ['', '(empty)'],
  [' ', '" "'],
  ['end ', '"end "'],
  ['a\tb', '"a\\u{9}b"'],
  ['a\u00a0b', '"a\\u{a0}b"'],
  ['zero\u200bwidth', '"zero\\u{200b}width"'],
  ['"q"', '"\\"q\\""'],
])('%j is written as %s', (key, text) => {
  expect(keyText(key)).toBe(text)
})

/** Two keys that look alike would be mistaken for each other. */
test('no two keys look the same, and none can do more than print', () => {
  const key = fc.oneof(
    fc.string({unit: 'binary', maxLength: 6}),
    fc.string({unit: fc.constantFrom('"', '\\', ' ', 'u', '{9}', '\t'), maxLength: 6}),
  )
  fc.assert(
    fc.property(key, key, (left, right) => {
      fc.pre(left !== '(empty)' && right !== '(empty)')
      if (left !== right) expect(keyText(left)).not.toBe(keyText(right))
      expect(printableLine(keyText(left))).toBe(keyText(left))
    }),
  )
})

test('the title line names every folder, those without a name too', () => {
  expect(crumbsOf('a//b ')).toEqual(['KV', 'a', '(empty)', '"b "'])
  expect(crumbsOf('a/b/')).toEqual(['KV', 'a', 'b'])
})
