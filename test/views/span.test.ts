import {describe, expect, test} from 'vitest'
import {displayWidth} from '../../src/terminal/width.ts'
import {cutSpans, fitParts, type Span, span, spread} from '../../src/views/span.ts'

const textOf = (spans: readonly Span[]): string => spans.map(({text}) => text).join('')
const texts = (...parts: readonly string[]): readonly Span[] => parts.map(text => span(text))

describe('a line is cut', () => {
  test.each([
    ['fits as it is', ['one ', 'two'], 7, 'one two'],
    ['where it is too long, with an ellipsis', ['one ', 'two'], 6, 'one t…'],
    ['between two spans', ['one ', 'two'], 4, 'one '],
    ['to nothing', ['one'], 0, ''],
    ['before half a wide character', ['漢字'], 3, '漢…'],
  ])('%s', (_, parts, width, cut) => {
    expect(textOf(cutSpans(texts(...parts), width))).toBe(cut)
  })

  test('and never wider than asked, whatever stands in it', () => {
    for (const text of ['漢字漢字', '👩‍👩‍👧‍👦 family', 'e\u0301e\u0301e\u0301', 'plain']) {
      for (let width = 0; width < 12; width += 1) {
        expect(displayWidth(textOf(cutSpans(texts(text, text), width)))).toBeLessThanOrEqual(width)
      }
    }
  })
})

describe('two ends of a line', () => {
  test.each([
    ['both', 'left', 'right', 12, 'left   right'],
    ['the left is cut', 'a long left', 'right', 12, 'a lon… right'],
    ['the right alone', 'left', 'right', 6, 'right'],
    ['no right', 'left', '', 6, 'left  '],
  ])('%s', (_, left, right, width, line) => {
    expect(textOf(spread(texts(left), right === '' ? [] : texts(right), width))).toBe(line)
  })
})

describe('parts of a line', () => {
  const parts = [
    {spans: texts('first'), rank: 0},
    {spans: texts('third'), rank: 2},
    {spans: texts('second'), rank: 1},
  ]
  test.each([
    [30, 'first  third  second'],
    [19, 'first  second'],
    [12, 'first'],
    [4, 'fir…'],
  ])('in %s columns the least important go first', (width, line) => {
    expect(textOf(fitParts(parts, width))).toBe(line)
  })
})

describe('text from outside', () => {
  test.each([
    ['an escape sequence', 'a\x1b[2Jb', 'ab'],
    ['a newline', 'a\nb', 'a⏎b'],
    ['a bidirectional override', 'a\u202eb', 'a�b'],
    ['a NUL', 'a\x00b', 'a␀b'],
  ])('%s is made harmless by span', (_, text, safe) => {
    expect(span(text).text).toBe(safe)
  })
})
