import {jsonSpans} from './json-spans.ts'
import {type Lines, lineAt} from './lines.ts'
import type {Span} from './span.ts'
import type {ValueKind} from './value-kind.ts'
import {blockScalarAround, headerColumn, isWithin, yamlSpans} from './yaml-spans.ts'

/** Longer lines stay without colour: nobody reads them, and each key press would go through all of them. */
const LONGEST = 16_384

/**
 * The spans of the lines of a window. Broken text is coloured as far as it makes sense: while it is being edited,
 * it is broken most of the time.
 */
export const highlightLines = (
  lines: Lines,
  {kind, from, to}: {readonly kind: ValueKind; readonly from: number; readonly to: number},
): readonly (readonly Span[])[] => {
  const texts = lines.slice(from, to).map(({text}) => text)
  if (kind === 'json') return texts.map(text => limited(text, jsonSpans))
  if (kind === 'yaml') return highlightYaml(lines, from, texts)
  return texts.map(plain)
}

const highlightYaml = (
  lines: Lines,
  from: number,
  texts: readonly string[],
): readonly (readonly Span[])[] => {
  let owner = blockScalarAround(line => lineAt(lines, line).text, from)
  return texts.map(text => {
    if (isWithin(owner, text)) return text === '' ? [] : [{text, role: 'string'}]
    owner = headerColumn(text)
    return limited(text, yamlSpans)
  })
}

const limited = (text: string, spansOf: (text: string) => readonly Span[]): readonly Span[] =>
  text.length > LONGEST ? plain(text) : spansOf(text)

const plain = (text: string): readonly Span[] => (text === '' ? [] : [{text, role: 'plain'}])
