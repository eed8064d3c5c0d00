import {expect, test} from 'vitest'
import {matchesIn, type Needle, parseNeedle, searchFrom} from '../../../src/state/text/search.ts'
import {bufferOf, selectionOf, type TextBuffer} from '../../../src/state/text/text-buffer.ts'

const needleOf = (text: string): Needle => {
  const needle = parseNeedle(text)
  if (!needle || 'error' in needle) throw new Error(`no needle: ${text}`)
  return needle
}

const walk = (
  buffer: TextBuffer,
  needle: Needle,
  direction: 'next' | 'previous',
  count: number,
): readonly string[] => {
  const found = searchFrom(buffer, needle, direction)
  if (count === 0 || !found) return []
  const from = selectionOf(found.buffer)?.from
  return [
    `${from?.line}:${from?.column}${found.wrapped ? ' wrapped' : ''}`,
    ...walk(found.buffer, needle, direction, count - 1),
  ]
}

test('goes from match to match, and round the end', () => {
  const buffer = bufferOf('Port 1\nno\nport port')
  expect(walk(buffer, needleOf('port'), 'next', 5)).toEqual(['0:0', '2:0', '2:5', '0:0 wrapped', '2:0'])
  expect(walk(buffer, needleOf('PORT'), 'previous', 4)).toEqual(['2:5 wrapped', '2:0', '0:0', '2:5 wrapped'])
})

test('finds the only match again, on the line where the search began', () => {
  const buffer = {...bufferOf('a x b'), cursor: {line: 0, column: 4}}
  expect(walk(buffer, needleOf('x'), 'next', 2)).toEqual(['0:2 wrapped', '0:2 wrapped'])
  expect(walk(buffer, needleOf('x'), 'previous', 2)).toEqual(['0:2', '0:2 wrapped'])
})

test('text is taken as it stands, and a regex between slashes', () => {
  expect(matchesIn('a.b axb', needleOf('a.b'))).toEqual([{from: 0, to: 3}])
  expect(matchesIn('a.b axb', needleOf('/a.b/'))).toHaveLength(2)
  expect(matchesIn('/etc/x', needleOf('/etc'))).toEqual([{from: 0, to: 4}])
  expect(matchesIn('aaa', needleOf('/x*/'))).toEqual([])
})

test('nothing found, nothing to find, and a regex that cannot be read', () => {
  expect(searchFrom(bufferOf('a\nb'), needleOf('zzz'), 'next')).toBeUndefined()
  expect(searchFrom(bufferOf(''), needleOf('zzz'), 'previous')).toBeUndefined()
  expect(parseNeedle('')).toBeUndefined()
  expect(parseNeedle('/(/')).toEqual({error: expect.stringContaining('Unterminated group')})
})
