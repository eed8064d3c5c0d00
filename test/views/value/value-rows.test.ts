import {describe, expect, test} from 'vitest'
import {displayWidth} from '../../../src/terminal/width.ts'
import {type ValueMode, valueRows} from '../../../src/views/value/value-rows.ts'

function rowsOf(
  value: string | Uint8Array,
  {
    key = 'k',
    mode = 'pretty',
    width = 40,
  }: {readonly key?: string; readonly mode?: ValueMode; readonly width?: number} = {},
) {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value
  const rows = valueRows({key, value: bytes}, {mode, width})
  return Array.from({length: rows.count}, (_, row) =>
    rows
      .spansOf(row)
      .map(({text}) => text)
      .join(''),
  )
}

describe('a value as rows', () => {
  test.each([
    ['a text, a line end at its end being none of a line', 'one\ntwo\n', ['one', 'two']],
    ['an empty line inside', 'one\n\ntwo', ['one', '', 'two']],
    ['JSON, laid out', '{"a":[1]}', ['{', '  "a": [', '    1', '  ]', '}']],
    ['controls as what they are', 'a\x1b[2Jb\x00', ['00000  61 1b 5b 32 4a 62 00  a.[2Jb.']],
    ['an escape sequence in full', 'a\x1b[2Jb', ['a␛[2Jb']],
    ['tabs as wide as they are', '\ta\tb', ['        a       b']],
    ['nothing', '', ['']],
  ])('shows %s', (_, value, rows) => {
    expect(rowsOf(value).map(row => row.replace(/ {2,}(?=a\.)/, '  '))).toEqual(rows)
  })

  test('goes on in the next row where it is too long, and no row is wider than there is room', () => {
    expect(rowsOf('abcdefghij', {width: 4})).toEqual(['abcd', 'efgh', 'ij'])
    for (const row of rowsOf('日本語のテキスト\u200b🗾'.repeat(20), {width: 11}))
      expect(displayWidth(row)).toBeLessThanOrEqual(11)
  })

  test('is a dump of 16 bytes a row, or of 8 where there is no room for more', () => {
    const value = Uint8Array.from({length: 20}, (_, index) => index)
    expect(rowsOf(value, {width: 80})).toEqual([
      '00000  00 01 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f  ................',
      `00010  10 11 12 13${' '.repeat(39)}....`,
    ])
    const narrow = rowsOf(value, {width: 50})
    expect(narrow.map(row => row.slice(0, 30).trim())).toEqual([
      '00000  00 01 02 03 04 05 06 07',
      '00008  08 09 0a 0b 0c 0d 0e 0f',
      '00010  10 11 12 13',
    ])
  })
})
