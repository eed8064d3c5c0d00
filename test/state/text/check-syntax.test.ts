import fc from 'fast-check'
import {expect, test} from 'vitest'
import {checkSyntax} from '../../../src/state/text/check-syntax.ts'
import {jsonProblem} from '../../../src/state/text/json-problem.ts'
import type {ValueKind} from '../../../src/state/text/value-kind.ts'

const said = async (kind: ValueKind, text: string): Promise<string> => {
  const check = await checkSyntax(kind, text)
  return check.ok ? 'ok' : `${check.line}:${check.column} ${check.message}`
}

test.each([
  ['{"a": [1, {"b": null}]}', 'ok'],
  ['{"a": 1,\n}', '2:1 There must be no comma before }'],
  ['[1, 2,]', '1:7 There must be no comma before ]'],
  ['{"a" 1}', '1:6 Expected a colon after the name'],
  ['{"a": 1\n "b": 2}', '2:2 Expected a comma or } here'],
  ["{'a': 1}", '1:2 A name in double quotes must stand here'],
  ['{"a": yes}', '1:7 yes is neither true, false, null nor a number; text needs double quotes'],
  ['[01]', '1:2 01 is not a number as JSON writes them'],
  ['{"a": }', '1:7 There is no value after the colon'],
  ['{"a": [1}', '1:9 This } does not close the [ before it'],
  ['{\n  "a": [\n', '2:8 This [ is never closed'],
  ['{} {}', '1:4 Nothing may follow the value'],
  ['}', '1:1 This } closes nothing'],
  ['["a\nb"]', '1:2 This string has no closing quote on its line'],
  ['["a\tb"]', '1:4 This character must be written as \\t in a string'],
  ['["\\x"]', '1:3 \\x is not an escape that JSON knows'],
  ['["\\u12"]', '1:3 Four hex digits must follow \\u'],
  ['{"a": 1 // one\n}', '1:9 JSON has no comments'],
  ['\uFEFF{}', '1:1 Expected a value, not U+FEFF'],
  ['', '1:1 There is no value'],
])('says of the JSON %j: %s', async (text, expected) => {
  expect(await said('json', text)).toBe(expected)
})

test('calls JSON what JSON.parse reads, and nothing else', () => {
  const token = fc.constantFrom(
    ...'{}[],:"\\ \n\t019-.eE+/*tu\'',
    '"a"',
    'true',
    'null',
    '"a":',
    '{"b":1}',
    '\\u00e9',
    '\u00a0',
  )
  const almost = fc.tuple(fc.json(), fc.nat(), token).map(([text, at, extra]) => {
    const place = at % (text.length + 1)
    return text.slice(0, place) + extra + text.slice(place)
  })
  const missing = fc
    .tuple(fc.json(), fc.nat())
    .map(([text, at]) => text.slice(0, at % text.length) + text.slice((at % text.length) + 1))
  const soup = fc.array(token, {maxLength: 8}).map(tokens => tokens.join(''))
  fc.assert(
    fc.property(fc.oneof(fc.json(), almost, missing, soup), text => {
      expect(jsonProblem(text) === undefined).toBe(parses(text))
    }),
    {numRuns: 3000},
  )
})

test.each([
  ['a: 1\nb:\n  - x\n--- \nsecond: 2\n', 'ok'],
  ['a: 1\na: 2\n', '2:1 The name a stands here twice'],
  ['x: &one 1\ny: *one\n', 'ok'],
  ['x: 1\ny: *one\n', '2:4 Nothing before here is named &one'],
  ['base: &b {a: 1}\none:\n  <<: *b\n', 'ok'],
  ['a:\n\t- x\n', '2:1 Tabs are not allowed as indentation'],
])('says of the YAML %j: %s', async (text, expected) => {
  expect(await said('yaml', text)).toBe(expected)
})

test('a YAML text with twenty thousand names is checked for repeated ones', async () => {
  const lines = Array.from({length: 20_000}, (_, index) => `key${index}: 1`)
  expect(await said('yaml', [...lines, 'key7: 2'].join('\n'))).toBe('20001:1 The name key7 stands here twice')
})

test('checks HCL with the reader of its makers', async () => {
  expect(await said('hcl', 'service "web" {\n  port = 80\n}\n')).toBe('ok')
  expect(await said('hcl', 'a = 1\nb = = 2')).toBe(
    '2:5 Invalid expression: Expected the start of an expression, but found an invalid expression token',
  )
})

test('text of no known kind is never wrong', async () => {
  expect(await said('text', '{"a')).toBe('ok')
})

const parses = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
