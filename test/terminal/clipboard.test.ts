import {expect, test} from 'vitest'
import {copySequence} from '../../src/terminal/clipboard.ts'

const BASE64 = Buffer.from('schlüssel').toString('base64')

function sequenceOf(copy: ReturnType<typeof copySequence>): string {
  return 'sequence' in copy ? copy.sequence : ''
}

test('a terminal gets the text as OSC 52', () => {
  expect(copySequence('schlüssel')).toEqual({sequence: `\x1b]52;c;${BASE64}\x07`})
})

test('tmux gets it bare for itself and wrapped for the terminal around it', () => {
  expect(copySequence('schlüssel', 'tmux')).toEqual({
    sequence: `\x1b]52;c;${BASE64}\x07\x1bPtmux;\x1b\x1b]52;c;${BASE64}\x07\x1b\\`,
  })
})

test('screen gets it in pieces that fit its buffer, none of which ends the wrapping', () => {
  const sequence = sequenceOf(copySequence('x'.repeat(1000), 'screen'))
  const pieces = sequence.split('\x1b\\').slice(0, -1)
  expect(pieces.length).toBeGreaterThan(5)
  for (const piece of pieces) {
    expect(piece.startsWith('\x1bP')).toBe(true)
    expect(piece.length).toBeLessThanOrEqual(256)
  }
  expect(pieces.map(piece => piece.slice(2)).join('')).toBe(sequenceOf(copySequence('x'.repeat(1000))))
})

test('what no terminal would take is refused with its size', () => {
  expect(copySequence('x'.repeat(56_244))).toHaveProperty('sequence')
  expect(copySequence('x'.repeat(56_248))).toEqual({tooLarge: 75_000})
})
