import {valueDiff} from '../diff/content-diff.ts'
import {keyText} from '../kv/key-text.ts'
import {type Span, span} from '../span.ts'
import {flagSpans, indexSpans, KINDS, sizeSpans} from '../value/entry-facts.ts'
import {lockLines} from '../value/lock-lines.ts'
import type {KnownKey} from '../value/use-key.ts'
import {type ValueRows, valueRows} from '../value/value-rows.ts'
import {wrapText} from '../wrap-text.ts'
import type {KeyMode, KeyRow} from './key-table.ts'

type Lines = readonly (readonly Span[])[]

/** The facts of a key, each on a line of its own. */
export const factRows = (
  key: string,
  {seen, holder, isGone}: Pick<KnownKey, 'seen' | 'holder' | 'isGone'>,
  width: number,
): readonly KeyRow[] => {
  if (seen === undefined) return []
  const {entry} = seen
  const lines: Lines = [
    ...wrapText(span(keyText(key)).text, width - LABEL).map((text, row) => [
      label(row === 0 ? 'key' : ''),
      {text},
    ]),
    [label('size'), ...sizeSpans(entry)],
    [label('flags'), ...flagSpans(entry)],
    [label('index'), ...indexSpans(entry)],
    ...(isGone
      ? []
      : lockLines(seen, holder).map((spans, row) => [label(row === 0 ? 'lock' : ''), ...spans])),
    [],
  ]
  return lines.map((spans, place) => ({id: `fact ${place}`, key, spans: () => spans}))
}

const LABEL = 8

const label = (text: string): Span => span(text.padEnd(LABEL), 'dim')

/** The value of a key, or what has become of it, under a heading. */
export const contentRows = (
  key: string,
  {entry, before}: NonNullable<KnownKey['seen']>,
  {mode, width}: {readonly mode: KeyMode; readonly width: number},
): readonly KeyRow[] => {
  if (mode === 'diff') {
    const lines = before
      ? valueDiff(before.value, entry.value, width).map(({spans}) => spans)
      : [[span('It has not changed since it was first read.', 'dim')]]
    const heading = before
      ? `What changed from ${before.modifyIndex} to ${entry.modifyIndex}`
      : 'What changed'
    return [
      headingRow(key, heading, 'D shows the value'),
      ...lines.map((spans, place) => ({id: `diff ${place}`, key, spans: () => spans})),
    ]
  }
  const rows = valueRows(entry, {mode, width})
  const {count, spansOf} = rows
  return [
    headingRow(key, headingOf(rows), 'v shows it otherwise'),
    ...Array.from({length: count}, (_, row) => ({id: `value ${row}`, key, spans: () => spansOf(row)})),
  ]
}

const headingOf = ({kind, mode}: ValueRows): string => {
  if (mode === 'hex') return `Value: ${KINDS[kind]}, byte by byte`
  return `Value: ${KINDS[kind]}${kind === 'json' ? (mode === 'pretty' ? ', laid out' : ', as it is') : ''}`
}

const headingRow = (key: string, text: string, hint: string): KeyRow => ({
  id: 'heading',
  key,
  spans: () => [span(text, 'accent', true), span(`  ${hint}`, 'dim')],
})
