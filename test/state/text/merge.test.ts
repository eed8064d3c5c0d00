import fc from 'fast-check'
import {expect, test} from 'vitest'
import {joinLines} from '../../../src/state/text/lines.ts'
import {conflictsOf, type MergePart, mergedText, mergeTexts} from '../../../src/state/text/merge.ts'
import {anyText, similarTexts} from './arbitraries.ts'

const three = fc.oneof(similarTexts(3), fc.tuple(anyText, anyText, anyText))

const column = (parts: readonly MergePart[], side: 'base' | 'mine' | 'theirs'): string =>
  joinLines(parts.flatMap(part => part[side]))

const kinds = (base: string, mine: string, theirs: string): readonly string[] =>
  mergeTexts({base, mine, theirs}).map(({kind}) => kind)

test('where only one side changed anything, its text is the result', () => {
  fc.assert(
    fc.property(similarTexts(2), ([base = '', other = '']) => {
      expect(mergedText(mergeTexts({base, mine: base, theirs: other}))).toBe(other)
      expect(mergedText(mergeTexts({base, mine: other, theirs: base}))).toBe(other)
      expect(mergedText(mergeTexts({base, mine: other, theirs: other}))).toBe(other)
    }),
    {numRuns: 1000},
  )
})

test('no line of any version is lost or moved between the parts', () => {
  fc.assert(
    fc.property(three, ([base = '', mine = '', theirs = '']) => {
      const parts = mergeTexts({base, mine, theirs})
      expect([column(parts, 'base'), column(parts, 'mine'), column(parts, 'theirs')]).toEqual([
        base,
        mine,
        theirs,
      ])
    }),
    {numRuns: 1000},
  )
})

test('mine and theirs exchanged gives the same parts, exchanged', () => {
  const exchanged = {
    same: 'same',
    mine: 'theirs',
    theirs: 'mine',
    'both-equal': 'both-equal',
    conflict: 'conflict',
  }
  fc.assert(
    fc.property(three, ([base = '', mine = '', theirs = '']) => {
      const swapped = mergeTexts({base, mine: theirs, theirs: mine})
      expect(
        swapped.map(part => ({...part, kind: exchanged[part.kind], mine: part.theirs, theirs: part.mine})),
      ).toEqual(mergeTexts({base, mine, theirs}))
    }),
    {numRuns: 500},
  )
})

test('every part is what it says', () => {
  fc.assert(
    fc.property(three, ([base = '', mine = '', theirs = '']) => {
      for (const part of mergeTexts({base, mine, theirs})) {
        const [old, ours, others] = [part.base, part.mine, part.theirs].map(joinLines)
        if (part.kind === 'same') expect([ours, others]).toEqual([old, old])
        if (part.kind === 'mine') expect([others, ours === old]).toEqual([old, false])
        if (part.kind === 'theirs') expect([ours, others === old]).toEqual([old, false])
        if (part.kind === 'both-equal') expect([others, ours === old]).toEqual([ours, false])
        if (part.kind === 'conflict') expect(new Set([old, ours, others]).size).toBeGreaterThan(1)
      }
    }),
    {numRuns: 500},
  )
})

test('changes that lie apart are merged without asking', () => {
  const parts = mergeTexts({base: 'a\nb\nc\nd\ne\n', mine: 'A\nb\nc\nd\ne\n', theirs: 'a\nb\nc\nd\nE\n'})
  expect(mergedText(parts)).toBe('A\nb\nc\nd\nE\n')
  expect(conflictsOf(parts)).toEqual([])
})

test('two answers for one line are a conflict, and stay open until one is chosen', () => {
  const parts = mergeTexts({base: 'a\nb\nc\n', mine: 'a\nM\nc\n', theirs: 'a\nT\nc\n'})
  expect(conflictsOf(parts)).toEqual([1])
  expect(mergedText(parts)).toBeUndefined()
  expect(mergedText(parts, () => 'mine')).toBe('a\nM\nc\n')
  expect(mergedText(parts, () => 'theirs')).toBe('a\nT\nc\n')
  expect(mergedText(parts, () => 'base')).toBe('a\nb\nc\n')
  expect(mergedText(parts, () => 'both')).toBe('a\nM\nT\nc\n')
})

test('changes to neighbouring lines are a conflict, as in git', () => {
  expect(kinds('a\nb\nc\n', 'A\nb\nc\n', 'a\nB\nc\n')).toEqual(['conflict', 'same'])
  expect(kinds('a\nb\nc\n', 'A\nb\nc\n', 'a\nb\nC\n')).toEqual(['mine', 'same', 'theirs'])
})

test('two lines added at one place are a conflict, unless they are the same', () => {
  expect(kinds('a\n', 'a\nM\n', 'a\nT\n')).toEqual(['same', 'conflict'])
  expect(kinds('a\n', 'a\nX\n', 'a\nX\n')).toEqual(['same', 'both-equal'])
})

test('a removed line against a changed one is a conflict', () => {
  const parts = mergeTexts({base: 'a\nb\nc\n', mine: 'a\nc\n', theirs: 'a\nB\nc\n'})
  expect(parts.map(({kind}) => kind)).toEqual(['same', 'conflict', 'same'])
  expect(mergedText(parts, () => 'mine')).toBe('a\nc\n')
})

test('a last line without an end stays without, and does not run into what is added after it', () => {
  expect(mergedText(mergeTexts({base: 'a\nb\nc', mine: 'A\nb\nc', theirs: 'a\nb\nc'}))).toBe('A\nb\nc')
  const parts = mergeTexts({base: 'a', mine: 'M', theirs: 'T\n'})
  expect(mergedText(parts, () => 'both')).toBe('M\nT\n')
})
