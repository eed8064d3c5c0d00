import fc from 'fast-check'
import {expect, test} from 'vitest'
import {highlightLines} from '../../../src/state/text/highlight.ts'
import {splitLines} from '../../../src/state/text/lines.ts'
import {clipSpans} from '../../../src/state/text/span.ts'
import type {ValueKind} from '../../../src/state/text/value-kind.ts'
import {anyText} from './arbitraries.ts'

const MARKS = {key: 'k', string: 's', number: 'n', literal: 'l', comment: 'c', punctuation: 'p', plain: ''}

/** Every span that is not plain as role(text). */
const shown = (kind: ValueKind, text: string, from = 0): readonly string[] =>
  highlightLines(splitLines(text), {kind, from, to: Infinity}).map(spans =>
    spans.map(span => (span.role === 'plain' ? span.text : `${MARKS[span.role]}(${span.text})`)).join(''),
  )

test('colours JSON', () => {
  expect(shown('json', '{"a b": "x: \\"y", "n" : [-1.5e3, true, null]}')).toEqual([
    'p({)k("a b")p(:) s("x: \\"y")p(,) k("n") p(:) p([)n(-1.5e3)p(,) l(true)p(,) l(null)p(])p(})',
  ])
})

test('colours broken JSON as far as it makes sense', () => {
  expect(shown('json', '{"open\n} // why\nword "x\\')).toEqual([
    'p({)s("open)',
    'p(}) c(// why)',
    'word s("x\\)',
  ])
})

test('colours YAML', () => {
  expect(
    shown('yaml', '---\nname: web # main\nport: 80\n- "q": [a, {b: 1}]\nurl: http://x/#y\nyes: &a ~'),
  ).toEqual([
    'p(---)',
    'k(name)p(:) s(web) c(# main)',
    'k(port)p(:) n(80)',
    'p(-) k("q")p(:) p([)s(a)p(,) p({)k(b)p(:) n(1)p(})p(])',
    'k(url)p(:) s(http://x/#y)',
    'k(yes)p(:) l(&a) l(~)',
  ])
})

test('the text of a block scalar is a string, wherever the window begins', () => {
  const text =
    'run: |\n  set -e # no comment\n\n  key: value\nnext: >-\n  - folded\nlast: 1\n- run: |\n    x: 1\n  y: 2\n- |\n  z: 3'
  const all = [
    'k(run)p(:) p(|)',
    's(  set -e # no comment)',
    '',
    's(  key: value)',
    'k(next)p(:) p(>-)',
    's(  - folded)',
    'k(last)p(:) n(1)',
    'p(-) k(run)p(:) p(|)',
    's(    x: 1)',
    '  k(y)p(:) n(2)',
    'p(-) p(|)',
    's(  z: 3)',
  ]
  expect(shown('yaml', text)).toEqual(all)
  for (const from of all.keys()) expect(shown('yaml', text, from)).toEqual(all.slice(from))
})

test('the spans of a line, joined, are the line', () => {
  fc.assert(
    fc.property(
      anyText,
      fc.constantFrom<ValueKind[]>('json', 'yaml', 'text'),
      fc.nat(5),
      (text, kind, from) => {
        const lines = splitLines(text)
        const joined = highlightLines(lines, {kind, from, to: from + 3}).map(spans =>
          spans.map(span => span.text).join(''),
        )
        expect(joined).toEqual(lines.slice(from, from + 3).map(line => line.text))
      },
    ),
    {numRuns: 1000},
  )
})

test('cuts spans to the columns of a row', () => {
  const [spans = []] = highlightLines(splitLines('{"key": 123}'), {kind: 'json', from: 0, to: 1})
  expect(clipSpans(spans, 3, 10)).toEqual([
    {text: 'ey"', role: 'key'},
    {text: ':', role: 'punctuation'},
    {text: ' ', role: 'plain'},
    {text: '12', role: 'number'},
  ])
})
