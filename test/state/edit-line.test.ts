import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {
  deleteBefore,
  deleteToStart,
  deleteUnder,
  deleteWord,
  type EditLine,
  insert,
  lineOf,
  MAX_LENGTH,
  moveBy,
  moveToEnd,
  moveToStart,
  splitAtCursor,
} from '../../src/state/edit-line.ts'

/** `ab|c` is the text abc with the cursor on c. */
const parse = (drawn: string): EditLine => {
  const [before = '', after = ''] = drawn.split('|')
  return {text: before + after, cursor: lineOf(before).cursor}
}
const draw = (line: EditLine): string => {
  const [before, under, after] = splitAtCursor(line)
  return `${before}|${under}${after}`
}

const FAMILY = '👨‍👩‍👧'
const FLAG = '🇮🇹'
const ACCENT = 'e\u0301'

describe('a line of input', () => {
  it.each([
    ['begins at its end', lineOf('web'), 'web|'],
    ['takes text at the cursor', insert(parse('a|d'), 'bc'), 'abc|d'],
    ['joins a letter and the accent typed after it', insert(parse('e|x'), '\u0301'), `${ACCENT}|x`],
    ['takes a pasted line end for a blank', insert(parse('|'), 'a\r\nb\nc\td\n'), 'a b c d |'],
    ['loses the whole of a joined emoji', deleteBefore(parse(`a${FAMILY}|b`)), 'a|b'],
    ['loses the whole of a flag', deleteBefore(parse(`${FLAG}|`)), '|'],
    ['loses a letter with its accent', deleteBefore(parse(`caf${ACCENT}|`)), 'caf|'],
    ['has nothing to lose before its start', deleteBefore(parse('|a')), '|a'],
    ['loses what is under the cursor', deleteUnder(parse(`a|${FAMILY}b`)), 'a|b'],
    ['has nothing to lose at its end', deleteUnder(parse('ab|')), 'ab|'],
    ['moves over an emoji in one step', moveBy(parse(`a|${FAMILY}b`), 1), `a${FAMILY}|b`],
    ['does not move beyond its end', moveBy(parse('a|b'), 9), 'ab|'],
    ['does not move before its start', moveBy(parse('a|b'), -9), '|ab'],
    ['moves to its start', moveToStart(parse('ab|c')), '|abc'],
    ['moves to its end', moveToEnd(parse('a|bc')), 'abc|'],
    ['loses the word before the cursor', deleteWord(parse('tag:v1 node|:a')), 'tag:v1 |:a'],
    ['loses the blanks after that word too', deleteWord(parse('one two  |three')), 'one |three'],
    ['has no word to lose at its start', deleteWord(parse('|one')), '|one'],
    ['loses all before the cursor', deleteToStart(parse('one two| three')), '| three'],
  ])('%s', (_, line, drawn) => {
    expect(draw(line)).toBe(drawn)
  })

  it('takes no more of a paste than it can hold, in whole characters', () => {
    const full = insert(parse('a|b'), FAMILY.repeat(MAX_LENGTH))
    const [before, under, after] = splitAtCursor(full)
    expect([before, under + after]).toEqual([`a${FAMILY.repeat(MAX_LENGTH - 2)}`, 'b'])
    expect(insert(full, 'more')).toEqual(full)
  })

  it('keeps its cursor within the text and on a whole character, whatever is done to it', () => {
    const step = fc.oneof(
      fc.string({unit: 'grapheme'}).map(text => (line: EditLine) => insert(line, text)),
      fc.integer({min: -5, max: 5}).map(by => (line: EditLine) => moveBy(line, by)),
      fc.constantFrom(deleteBefore, deleteUnder, deleteWord, deleteToStart, moveToStart, moveToEnd),
    )
    fc.assert(
      fc.property(fc.string({unit: 'grapheme'}), fc.array(step), (text, steps) => {
        let line = lineOf(text)
        for (const apply of steps) {
          line = apply(line)
          const [before, under, after] = splitAtCursor(line)
          expect(before + under + after).toBe(line.text)
          expect(line.cursor).toBeGreaterThanOrEqual(0)
          expect(line.cursor).toBeLessThanOrEqual(lineOf(line.text).cursor)
        }
      }),
    )
  })
})
