import fc from 'fast-check'
import {expect, test} from 'vitest'
import {applyDiff, diffTexts} from '../../../src/state/text/diff.ts'
import {countChanges, hunksOf} from '../../../src/state/text/hunks.ts'
import {diffWithinLine, type Piece} from '../../../src/state/text/intraline.ts'
import {myersMatches} from '../../../src/state/text/myers.ts'
import {anyText, similarTexts} from './arbitraries.ts'

const shown = (before: string, after: string, context?: number): readonly string[] =>
  hunksOf(diffTexts(before, after), context).flatMap(({oldFrom, oldTo, newFrom, newTo, lines}) => [
    `@ ${oldFrom}-${oldTo} ${newFrom}-${newTo}`,
    ...lines.map(({kind, text, end}) => `${{same: ' ', removed: '-', added: '+'}[kind]}${text}${end}`),
  ])

test('a diff takes any text to any other, byte for byte', () => {
  fc.assert(
    fc.property(fc.oneof(fc.tuple(anyText, anyText), similarTexts(2)), ([before = '', after = '']) => {
      expect(applyDiff(diffTexts(before, after))).toBe(after)
    }),
    {numRuns: 1000},
  )
})

test('between landmarks the edit is the shortest there is', () => {
  const items = fc.array(fc.nat(3), {maxLength: 14}).map(list => Int32Array.from(list))
  fc.assert(
    fc.property(items, items, (before, after) => {
      const matches = myersMatches(before, after) ?? []
      for (const {a, b, length} of matches) {
        expect(before.subarray(a, a + length)).toEqual(after.subarray(b, b + length))
      }
      expect(matches.reduce((sum, {length}) => sum + length, 0)).toBe(longestCommon(before, after))
    }),
    {numRuns: 1000},
  )
})

test('equal texts have no hunks', () => {
  fc.assert(
    fc.property(anyText, text => {
      expect(hunksOf(diffTexts(text, text))).toEqual([])
    }),
  )
})

test('shows a change between unchanged lines', () => {
  expect(shown('a\nb\nc\nd\ne\n', 'a\nb\nX\nd\ne\n', 1)).toEqual([
    '@ 1-4 1-4',
    ' b\n',
    '-c\n',
    '+X\n',
    ' d\n',
  ])
})

test('shows changes that are far apart as hunks of their own', () => {
  const before = Array.from({length: 20}, (_, index) => `${index}\n`)
  const after = before.with(2, 'two\n').toSpliced(15, 1)
  expect(shown(before.join(''), after.join(''), 1)).toEqual([
    '@ 1-4 1-4',
    ' 1\n',
    '-2\n',
    '+two\n',
    ' 3\n',
    '@ 14-17 14-16',
    ' 14\n',
    '-15\n',
    ' 16\n',
  ])
})

test('shows changes with no more than their context between them as one hunk', () => {
  const before = 'a\nb\nc\nd\n'
  expect(shown(before, 'A\nb\nc\nD\n', 1)).toHaveLength(7)
  expect(
    shown(before.replace('b', 'b\nb'), 'A\nb\nb\nc\nD\n', 1).filter(line => line.startsWith('@')),
  ).toHaveLength(2)
})

test('shows a missing last line end and another kind of line end as changes', () => {
  expect(shown('a\nb\n', 'a\nb', 0)).toEqual(['@ 1-2 1-2', '-b\n', '+b'])
  expect(shown('a\nb\n', 'a\r\nb\n', 0)).toEqual(['@ 0-1 0-1', '-a\n', '+a\r\n'])
})

test('numbers the lines of both sides', () => {
  const [hunk] = hunksOf(diffTexts('a\nb\nc\n', 'b\nX\nc\n'))
  expect(hunk?.lines).toEqual([
    {kind: 'removed', text: 'a', end: '\n', oldLine: 0},
    {kind: 'same', text: 'b', end: '\n', oldLine: 1, newLine: 0},
    {kind: 'added', text: 'X', end: '\n', newLine: 1},
    {kind: 'same', text: 'c', end: '\n', oldLine: 2, newLine: 2},
  ])
})

test('lines a moved block up by what is unmistakable', () => {
  const body = '}\n}\n{\nunique\n{\n}\n'
  expect(countChanges(diffTexts(body, `{\n}\n{\n${body}`))).toEqual({removed: 0, added: 3})
})

test('texts of 512 KiB that share nothing, or hardly anything, are one coarse change', () => {
  const lines = (text: (index: number) => string) =>
    Array.from({length: 100_000}, (_, index) => text(index)).join('\n')
  const before = lines(index => `${index}`)
  const after = lines(index => `${-index - 1}`)
  expect(diffTexts(before, after).regions).toHaveLength(1)
  const blinking = lines(index => `${(index * 7) % 5}`)
  const other = lines(index => `${(index * index * 3) % 5}`)
  expect(applyDiff(diffTexts(blinking, other))).toBe(other)
})

test('finds what changed within a line, by words', () => {
  const {before, after} = diffWithinLine('port = 8080 # old', 'port = 9090 # old')
  expect(marked(before)).toBe('port = [8080] # old')
  expect(marked(after)).toBe('port = [9090] # old')
})

test('what changed within a line, joined, is the line', () => {
  fc.assert(
    fc.property(anyText, anyText, (before, after) => {
      const pieces = diffWithinLine(before, after)
      expect(pieces.before.map(piece => piece.text).join('')).toBe(before)
      expect(pieces.after.map(piece => piece.text).join('')).toBe(after)
    }),
  )
})

const marked = (pieces: readonly Piece[]): string =>
  pieces.map(({text, changed}) => (changed ? `[${text}]` : text)).join('')

const longestCommon = (a: Int32Array, b: Int32Array): number => {
  let above: number[] = Array(b.length + 1).fill(0)
  for (const item of a) {
    const row = [0]
    b.forEach((other, at) => {
      row.push(item === other ? (above[at] ?? 0) + 1 : Math.max(row[at] ?? 0, above[at + 1] ?? 0))
    })
    above = row
  }
  return above.at(-1) ?? 0
}
