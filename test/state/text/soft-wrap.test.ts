import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createRowMemory, lineRows} from '../../../src/state/text/line-rows.ts'
import {splitLines} from '../../../src/state/text/lines.ts'
import {moveRows} from '../../../src/state/text/row-motions.ts'
import {rowWindow} from '../../../src/state/text/row-window.ts'
import {cellOf, columnOf, rowPieces, type Wrap} from '../../../src/state/text/soft-wrap.ts'
import {bufferOf, type TextBuffer} from '../../../src/state/text/text-buffer.ts'
import {plainText} from './arbitraries.ts'

const widthOf = (text: string): number => (/[\u1100-\uffdc]|\p{Emoji_Presentation}/u.test(text) ? 2 : 1)
const wrapAt = (width: number): Wrap => ({width, tabSize: 4, widthOf})

const rowStarts = (text: string, wrap: Wrap): readonly number[] => {
  const rows = lineRows(text, wrap)
  return Array.from({length: rows.count()}, (_, row) => rows.startOf(row) ?? -1)
}

const rowsOf = (text: string, width: number): readonly string[] => {
  const starts = rowStarts(text, wrapAt(width))
  return starts.map((start, row) => text.slice(start, starts[row + 1]))
}

test('wraps by cells, and never within a character', () => {
  expect(rowsOf('abcdef', 4)).toEqual(['abcd', 'ef'])
  expect(rowsOf('abcd', 4)).toEqual(['abcd'])
  expect(rowsOf('ab日本', 3)).toEqual(['ab', '日', '本'])
  expect(rowsOf('e\u0301e\u0301e\u0301', 2)).toEqual(['e\u0301e\u0301', 'e\u0301'])
  expect(rowsOf('日本', 1)).toEqual(['日', '本'])
  expect(rowsOf('', 4)).toEqual([''])
  expect(rowsOf('abc', Infinity)).toEqual(['abc'])
})

test('a tab goes to the next stop, and not over the end of the row', () => {
  const row = {start: 0, end: 4}
  expect(rowPieces('a\tbc', row, wrapAt(10)).map(({kind, cell, cells}) => [kind, cell, cells])).toEqual([
    ['text', 0, 1],
    ['tab', 1, 3],
    ['text', 4, 2],
  ])
  expect(rowsOf('abcd\te', 6)).toEqual(['abcd\t', 'e'])
})

test('rows joined are the line, and none but single characters is wider than the screen', () => {
  fc.assert(
    fc.property(plainText, fc.integer({min: 1, max: 12}), (text, width) => {
      for (const line of splitLines(text)) {
        const rows = rowsOf(line.text, width)
        expect(rows.join('')).toBe(line.text)
        for (const row of rows)
          expect(cellOf(row, 0, row.length, wrapAt(width))).toBeLessThanOrEqual(Math.max(2, width))
      }
    }),
  )
})

test('a cell and its column lead to each other', () => {
  fc.assert(
    fc.property(plainText, text => {
      const line = splitLines(text)[0]?.text ?? ''
      const wrap = wrapAt(Infinity)
      for (const {from, cells} of rowPieces(line, {start: 0, end: line.length}, wrap)) {
        if (cells > 0)
          expect(columnOf(line, {start: 0, end: line.length, cell: cellOf(line, 0, from, wrap)}, wrap)).toBe(
            from,
          )
      }
    }),
  )
})

const windowOf = (
  text: string,
  options: {top?: number; line: number; column?: number; height: number; width?: number},
) => {
  const {top = 0, line, column = 0, height, width = 4} = options
  const lines = splitLines(text)
  const {rows, cursor} = rowWindow(
    lines,
    {top: {line: top, row: 0}, cursor: {line, column}, height},
    wrapAt(width),
  )
  return {rows: rows.map(({line: at, from, to}) => lines[at]?.text.slice(from, to)), cursor}
}

test('the window moves as little as it takes to show the cursor', () => {
  const text = 'a\nbbbbbb\nc\nd\ne'
  expect(windowOf(text, {line: 0, height: 3})).toEqual({rows: ['a', 'bbbb', 'bb'], cursor: {row: 0, cell: 0}})
  expect(windowOf(text, {line: 2, height: 3})).toEqual({rows: ['bbbb', 'bb', 'c'], cursor: {row: 2, cell: 0}})
  expect(windowOf(text, {line: 1, column: 5, top: 2, height: 2})).toEqual({
    rows: ['bb', 'c'],
    cursor: {row: 0, cell: 1},
  })
  expect(windowOf(text, {line: 4, top: 4, height: 3})).toEqual({
    rows: ['c', 'd', 'e'],
    cursor: {row: 2, cell: 0},
  })
  expect(windowOf(text, {line: 4, top: 99, height: 99}).rows).toHaveLength(6)
})

test('the cursor is always in the window, and the window full where there is text for it', () => {
  const places = fc.record({line: fc.nat(20), column: fc.nat(20), top: fc.nat(20)})
  fc.assert(
    fc.property(
      plainText,
      places,
      fc.integer({min: 1, max: 6}),
      fc.integer({min: 1, max: 8}),
      (text, at, height, width) => {
        const lines = splitLines(text)
        const line = Math.min(at.line, lines.length - 1)
        const column = Math.min(at.column, lines[line]?.text.length ?? 0)
        const {rows, cursor} = rowWindow(
          lines,
          {top: {line: at.top, row: 0}, cursor: {line, column}, height},
          wrapAt(width),
        )
        const total = lines.reduce((sum, {text: one}) => sum + rowStarts(one, wrapAt(width)).length, 0)
        expect(rows).toHaveLength(Math.min(height, total))
        const row = rows[cursor.row]
        expect(row?.line).toBe(line)
        expect(row && row.from <= column && column <= row.to).toBe(true)
      },
    ),
    {numRuns: 500},
  )
})

const after = (buffer: TextBuffer, width: number, ...moves: readonly number[]): readonly string[] => {
  let current = buffer
  return moves.map(by => {
    current = moveRows(current, {by, wrap: wrapAt(width)})
    return `${current.cursor.line}:${current.cursor.column}`
  })
}

test('moving down and up keeps to its cell, over short rows and wide characters', () => {
  const buffer = {...bufferOf('abcdef\nx\n日本語\nabcdef'), cursor: {line: 0, column: 5}}
  expect(after(buffer, Infinity, 1, 1, 1, -1, -1, -1)).toEqual(['1:1', '2:2', '3:5', '2:2', '1:1', '0:5'])
})

test('moves by rows as they are seen, and to the very ends', () => {
  const buffer = {...bufferOf('abcdefghij'), cursor: {line: 0, column: 3}}
  expect(after(buffer, 4, 1, 1, 1, -1, -1, -1)).toEqual(['0:7', '0:10', '0:10', '0:7', '0:3', '0:0'])
  expect(after(bufferOf('a\nb\nc'), 4, 99, -99)).toEqual(['2:0', '0:0'])
})

test('moving up from behind a full row does not stick in the rows that go on', () => {
  const buffer = {...bufferOf('abcdefgh\nwxyz'), cursor: {line: 1, column: 4}}
  expect(after(buffer, 4, -1, -1, -1)).toEqual(['0:8', '0:3', '0:0'])
})

test('a page down with select marks what it passes', () => {
  const moved = moveRows(bufferOf('a\nb\nc\nd'), {by: 2, wrap: wrapAt(4), select: true})
  expect([moved.anchor, moved.cursor]).toEqual([
    {line: 0, column: 0},
    {line: 2, column: 0},
  ])
})

test('what is remembered of a long line is what its rows are, whatever was typed into it', () => {
  const character = fc.constantFrom('a', '日', '\t', '😀', '\u0301', '🇩', '🇪', ' ')
  const typed = fc.record({at: fc.double({min: 0, max: 1, noNaN: true}), text: fc.string({unit: character})})
  fc.assert(
    fc.property(
      fc.string({unit: character, minLength: 1_500, maxLength: 3_000}),
      fc.array(typed, {maxLength: 6}),
      (start, edits) => {
        const memory = createRowMemory()
        let text = start
        for (const {at, text: added} of edits) {
          const rows = lineRows(text, {...wrapAt(20), memory})
          rows.rowOf(Math.floor(at * text.length))
          const place = Math.floor(at * text.length)
          text = (text.slice(0, place) + added + text.slice(place + 3)).toWellFormed()
        }
        expect(rowStarts(text, {...wrapAt(20), memory})).toEqual(rowStarts(text, wrapAt(20)))
      },
    ),
    {numRuns: 60},
  )
})
