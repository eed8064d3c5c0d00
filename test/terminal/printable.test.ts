import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {printableLine, printableLines} from '../../src/terminal/printable.ts'
import {createVirtualTerminal} from './virtual-terminal.ts'

const nasty = fc.string({
  unit: fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom('a', 'Z', '0', ';', '[', ']', '?', 'm', 'H', '\\', ' ', '国', '😀', 'é'),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        '\x1b',
        '\x9b',
        '\x9d',
        '\x90',
        '\x07',
        '\0',
        '\b',
        '\t',
        '\n',
        '\r',
        '\x7f',
        '\x85',
        '\ud800',
      ),
    },
    {weight: 1, arbitrary: fc.string({unit: 'binary', minLength: 1, maxLength: 1})},
  ),
  maxLength: 60,
})

test('whatever the text, the line holds no control and only prints', async () => {
  await fc.assert(
    fc.asyncProperty(nasty, async text => {
      const line = printableLine(text)
      expect(line).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u)
      await expectOnlyPrints(line)
    }),
    {numRuns: 500},
  )
})

test('whatever the text, each of its lines holds no control and only prints', async () => {
  await fc.assert(
    fc.asyncProperty(nasty, async text => {
      for (const line of printableLines(text)) {
        expect(line).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u)
        await expectOnlyPrints(line)
      }
    }),
    {numRuns: 200},
  )
})

async function expectOnlyPrints(line: string) {
  const terminal = createVirtualTerminal(400, 3)
  await terminal.write(`\x1b[2;1H${line}|`)
  expect(terminal.cursor().row).toBe(1)
  const [above, row = '', below] = terminal.text()
  expect([above, below]).toEqual(['', ''])
  expect(row.endsWith('|')).toBe(true)
  // Every cell up to the mark was printed, in plain look, and the cursor stands behind it.
  expect(terminal.cells()[1]).not.toContain('|fg')
  expect(terminal.isAlternate()).toBe(false)
}

describe('one line', () => {
  test.each([
    ['plain', 'plain'],
    ['\x1b[31mred\x1b[0m', 'red'],
    ['title\x1b]0;owned\x07!', 'title!'],
    ['\x1b]52;c;c3RvbGVu\x1b\\clip', 'clip'],
    ['one\r\ntwo\nthree\rfour', 'one⏎two⏎three⏎four'],
    ['a\tb', 'a b'],
    ['nul\0bell\x07del\x7f', 'nul␀bell␇del␡'],
    ['user\u202Enimda', 'user�nimda'],
    ['key\u200b', 'key�'],
    ['half \ud800', 'half �'],
    ['c1\x9b31mred', 'c1red'],
    ['family 👩‍👩‍👧 and ❤️', 'family 👩‍👩‍👧 and ❤️'],
    ['z\u0300\u0301\u0302\u0303\u0304\u0305algo', 'z\u0300\u0301\u0302algo'],
    ['naïve 国', 'naïve 国'],
  ])('%j shows as %j', (text, shown) => {
    expect(printableLine(text)).toBe(shown)
  })
})

describe('several lines', () => {
  test.each([
    ['a\nb\r\nc', ['a', 'b', 'c']],
    ['10%\r20%\r', ['10%', '20%', '']],
    ['a\tb\n国\tb', ['a       b', '国      b']],
    ['12345678\tx', ['12345678        x']],
    ['\x1b[1mbold\x1b[m\nnext', ['bold', 'next']],
    ['', ['']],
  ])('%j shows as %j', (text, shown) => {
    expect(printableLines(text)).toEqual(shown)
  })
})
