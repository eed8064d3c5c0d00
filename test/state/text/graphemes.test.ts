import fc from 'fast-check'
import {expect, test} from 'vitest'
import {
  createStepper,
  nextBoundary,
  previousBoundary,
  snapBack,
  snapForward,
} from '../../../src/state/text/graphemes.ts'
import {anyText} from './arbitraries.ts'

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'})

/** One line without ends, of hundreds of characters, so that it is looked at in pieces. */
const line = fc.array(anyText, {maxLength: 40}).map(texts => texts.join('').replaceAll(/[\r\n]/g, ''))

const boundariesOf = (text: string): readonly number[] => [
  ...Array.from(segmenter.segment(text), part => part.index),
  text.length,
]

const walk = (from: number, to: number, step: (at: number) => number): readonly number[] => {
  const stops = [from]
  for (let at = from; at !== to; ) {
    at = step(at)
    stops.push(at)
  }
  return stops
}

test('finds the boundaries that segmenting the whole line finds', () => {
  fc.assert(
    fc.property(line, text => {
      const expected = text === '' ? [0] : boundariesOf(text)
      expect(walk(0, text.length, at => nextBoundary(text, at))).toEqual(expected)
      expect(walk(0, text.length, createStepper(text))).toEqual(expected)
      expect(walk(text.length, 0, at => previousBoundary(text, at))).toEqual(expected.toReversed())
    }),
    {numRuns: 500},
  )
})

test.each(['🇩🇪', '👩‍👩‍👧', 'e\u0301', '\u1112\u1161\u11ab', '❤️'])(
  'walks a long line of nothing but %s',
  character => {
    for (const text of [character.repeat(400), `ab${character.repeat(400)}`]) {
      const expected = boundariesOf(text)
      expect(walk(0, text.length, at => nextBoundary(text, at))).toEqual(expected)
      expect(walk(0, text.length, createStepper(text))).toEqual(expected)
      expect(walk(text.length, 0, at => previousBoundary(text, at))).toEqual(expected.toReversed())
    }
  },
)

test('an offset within a character goes to its end, or its beginning', () => {
  fc.assert(
    fc.property(line, fc.nat(200), (text, offset) => {
      const at = Math.min(offset, text.length)
      const boundaries = boundariesOf(text)
      expect(snapForward(text, at)).toBe(boundaries.find(boundary => boundary >= at))
      expect(snapBack(text, at)).toBe(boundaries.findLast(boundary => boundary <= at))
    }),
    {numRuns: 500},
  )
})
