import {type Draft, isUnsaved} from '../../state/kv/draft.ts'
import {sizeOf} from '../../state/kv/draft-content.ts'
import {lineAt} from '../../state/text/lines.ts'
import {selectionOf, type TextBuffer} from '../../state/text/text-buffer.ts'
import {fitParts, type Span, span} from '../span.ts'
import {flagsText} from './flags-text.ts'
import {problemText} from './problem-text.ts'

/** The line below the text: where the cursor is, how large the value is, what it is, and what is wrong with it. */
export const statusSpans = (
  draft: Draft,
  buffer: TextBuffer,
  {limit, width}: {readonly limit: number; readonly width: number},
): readonly Span[] =>
  fitParts(
    [
      {rank: 0, spans: [span(placeOf(buffer))]},
      {rank: sizeOf(draft.content) > limit ? 0 : 4, spans: sizeSpans(sizeOf(draft.content), limit)},
      {rank: 3, spans: [span(kindOf(draft, buffer), 'dim')]},
      {rank: 5, spans: flagsSpans(draft)},
      {rank: 2, spans: draft.editor.marking ? [span('selecting', 'accent')] : []},
      {rank: 0, spans: stateSpans(draft)},
      {rank: 1, spans: checkSpans(draft, buffer)},
    ].filter(({spans}) => spans.length > 0),
    width,
  )

const flagsSpans = ({flags, base}: Draft): readonly Span[] =>
  flags === 0n && (base?.flags ?? 0n) === 0n ? [] : [span(`flags ${flagsText(flags)}`)]

const placeOf = (buffer: TextBuffer): string => {
  const {cursor, lines} = buffer
  // As the checks count: in UTF-16 units, from 1.
  const place = `${cursor.line + 1}:${cursor.column + 1}`
  const selection = selectionOf(buffer)
  if (!selection) return place
  const {from, to} = selection
  const across = to.line - from.line + 1
  return across > 1
    ? `${place} (${across} lines selected)`
    : `${place} (${lineAt(lines, from.line).text.slice(from.column, to.column).length} selected)`
}

const sizeSpans = (size: number, limit: number): readonly Span[] => {
  const text = `${size.toLocaleString('en-US')} of ${limit.toLocaleString('en-US')} bytes`
  if (size > limit) return [span(`▲ ${text}: too large to be saved`, 'bad', true)]
  return [span(text, size > limit * 0.9 ? 'warn' : 'dim')]
}

const NAMES: Readonly<Record<string, string>> = {json: 'JSON', yaml: 'YAML', hcl: 'HCL'}

const kindOf = ({kind}: Draft, {lines, bom}: TextBuffer): string => {
  const ends = lines.some(({end}) => end === '\r\n') ? ' CRLF' : ''
  return `${NAMES[kind] ?? 'text'}${ends}${bom ? ' BOM' : ''}`
}

const stateSpans = (draft: Draft): readonly Span[] => {
  if (draft.saving) return [span('saving…', 'accent', true)]
  if (isUnsaved(draft)) return [span('● modified', 'warn')]
  return draft.base === undefined ? [span('new key', 'accent')] : []
}

const checkSpans = ({check, kind}: Draft, {lines}: TextBuffer): readonly Span[] => {
  if (!check || NAMES[kind] === undefined) return []
  if (!check.result.ok) return [span(`✖ ${problemText(check.result)}`, 'bad')]
  return check.of === lines ? [span('✔', 'good')] : []
}
