import fc from 'fast-check'
import stringWidth from 'string-width'
import {describe, expect, test} from 'vitest'
import {createLineParser} from '../../src/terminal/cells.ts'
import {certainWidth} from '../../src/terminal/graphemes.ts'
import {printableLine} from '../../src/terminal/printable.ts'
import {displayWidth, fit as fitText} from '../../src/terminal/width.ts'

const text = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('a', ' ', '国', '한', 'é', '…', '😀', '👩‍👩‍👧', '🇩🇪', 'e\u0301'),
      fc.string({unit: 'grapheme', minLength: 1, maxLength: 1}),
    ),
  })
  .map(printableLine)

test('any text is fitted to exactly the width asked for', () => {
  fc.assert(
    fc.property(
      text,
      fc.nat({max: 30}),
      fc.constantFrom('left' as const, 'right' as const),
      (value, width, align) => {
        expect(stringWidth(fitText(value, width, align))).toBe(width)
      },
    ),
  )
})

test('the frame writer gives text as many cells as its width says', () => {
  const parse = createLineParser({colors: 'full', unicode: true})
  fc.assert(
    fc.property(text, value => {
      expect(parse(`${value}|`, 1000).texts).toHaveLength(displayWidth(`${value}|`))
    }),
  )
})

test('no character is taken to be settled that string-width or the neutraliser sees otherwise', () => {
  const characters = Array.from({length: 0x10000}, (_, code) => String.fromCharCode(code))
  const settled = characters.filter(character => certainWidth(character) !== undefined)
  const amiss = settled.filter(
    character =>
      certainWidth(character) !== stringWidth(character) ||
      // A control beside it takes the text the long way.
      printableLine(`${character}\x01`) !== `${character}␁`,
  )
  expect(amiss).toEqual([])
  expect(settled.length).toBeGreaterThan(40_000)
})

describe('fitting', () => {
  test.each([
    ['web', 5, 'left', 'web  '],
    ['web', 5, 'right', '  web'],
    ['web-server', 5, 'left', 'web-…'],
    ['国国国', 5, 'left', '国国…'],
    ['国国国', 4, 'left', '国… '],
    ['exact', 5, 'left', 'exact'],
    ['x', 0, 'left', ''],
    ['xy', 1, 'left', '…'],
  ] as const)('%j to %i columns, %s', (value, width, align, fitted) => {
    expect(fitText(value, width, align)).toBe(fitted)
  })
})
