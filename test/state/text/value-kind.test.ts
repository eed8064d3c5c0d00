import {expect, test} from 'vitest'
import {dashboardFlagsOf} from '../../../src/state/text/dashboard-flags.ts'
import {hexRowCount, hexRows} from '../../../src/state/text/hex-dump.ts'
import {valueKindOf} from '../../../src/state/text/value-kind.ts'

const kindOf = (text: string, key = 'app/config') => valueKindOf(key, new TextEncoder().encode(text))

test.each([
  ['empty', ''],
  ['json', '{"a": 1}'],
  ['json', '\uFEFF [1, 2]\n'],
  ['text', '{"a": 1'],
  ['text', '8080'],
  ['text', 'true'],
  ['text', '"quoted"'],
  ['yaml', '---\nanything'],
  ['yaml', 'src: s3://bucket\ndest: /srv'],
  ['yaml', '# deploy\ncommands:\n  pre:\n    - echo\n'],
  ['yaml', '- a: 1\n  b: 2\n- a: 3\n  b: 4\nx: 1\ny: 2'],
  ['text', 'Error: it failed'],
  ['text', 'http://example.test:80/x'],
  ['text', 'Dear all:\nthis is prose, and no more'],
  ['text', '- one\n- two'],
  ['text', 'a = 1\nb = 2'],
  ['text', '\n\n'],
  ['binary', 'a\0b'],
])('takes for %s: %j', (kind, text) => {
  expect(kindOf(text)).toBe(kind)
})

test('the name of the key decides where it has a known suffix', () => {
  expect(kindOf('{broken', 'app/a.json')).toBe('json')
  expect(kindOf('x', 'app/a.YML')).toBe('yaml')
  expect(kindOf('a = 1', 'policy.hcl')).toBe('hcl')
  expect(kindOf('a = 1', 'main.tf')).toBe('hcl')
  expect(kindOf('a = 1', 'json')).toBe('text')
  expect(kindOf('', 'a.json')).toBe('empty')
  expect(valueKindOf('a.json', Uint8Array.of(0xc3, 0x28))).toBe('binary')
})

test('shows bytes as hexdump does, and only those of the window', () => {
  const value = Uint8Array.from({length: 40}, (_, index) => index + 0x30)
  expect(hexRowCount(value.length)).toBe(3)
  expect(hexRows(value, 1, 9)).toEqual([
    {offset: '00000010', hex: '40 41 42 43 44 45 46 47  48 49 4a 4b 4c 4d 4e 4f', ascii: '@ABCDEFGHIJKLMNO'},
    {offset: '00000020', hex: '50 51 52 53 54 55 56 57 '.padEnd(48), ascii: 'PQRSTUVW'},
  ])
  expect(hexRows(value, 7, 2)).toEqual([])
  expect(hexRows(Uint8Array.of(0, 0x7f, 0xff), 0, 1)[0]?.ascii).toBe('...')
})

test('reads the flags of the dashboard, and leaves other numbers alone', () => {
  expect(dashboardFlagsOf(1_700_000_000_002n)).toEqual({time: 1_700_000_000_000, status: 'danger'})
  expect(dashboardFlagsOf(1_700_000_000_000n)?.status).toBe('success')
  expect(dashboardFlagsOf(1_700_000_000_003n)?.status).toBe('info')
  for (const other of [
    0n,
    42n,
    1_700_000_000_004n,
    1_700_000_000n,
    2n ** 64n - 1n,
    3_304_740_253_564_472_344n,
  ]) {
    expect(dashboardFlagsOf(other)).toBeUndefined()
  }
})
