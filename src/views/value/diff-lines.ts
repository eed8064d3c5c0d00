import {isUtf8} from 'node:buffer'
import type {KvEntry} from '../../api/kv-entry.ts'
import {diffTexts} from '../../state/text/diff.ts'
import {hexRowCount, hexRows} from '../../state/text/hex-dump.ts'
import {type DiffLine, hunksOf} from '../../state/text/hunks.ts'
import {diffWithinLine, type Piece} from '../../state/text/intraline.ts'
import {prettyJson} from '../../state/text/pretty-json.ts'
import {type Span, span} from '../span.ts'
import type {Tone} from '../theme.ts'

type Lines = readonly (readonly Span[])[]

/** What became of a value: the lines that went and came, with a few around them. */
export const diffLines = (before: KvEntry, after: KvEntry): Lines => {
  const [old, fresh] = comparable(before.value, after.value)
  if (old === fresh) return [[span('The value is the same.', 'dim')]]
  return hunksOf(diffTexts(old, fresh)).flatMap(({oldFrom, newFrom, lines}) => [
    [span(`── line ${newFrom + 1}${oldFrom === newFrom ? '' : `, was ${oldFrom + 1}`}`, 'dim')],
    ...spansOf(lines),
  ])
}

/** Two values as texts of many lines, so that there is something to compare by. */
const comparable = (before: Uint8Array, after: Uint8Array): readonly [string, string] => {
  const isText = [before, after].every(value => isUtf8(value) && !value.includes(0))
  if (!isText) return [dump(before), dump(after)]
  const [old = '', fresh = ''] = [before, after].map(value =>
    new TextDecoder('utf-8', {ignoreBOM: true}).decode(value),
  )
  const pretty = [old, fresh].map(text => (/^\s*[{[]/.test(text) ? prettyJson(text) : undefined))
  const [oldPretty, freshPretty] = pretty
  // Laid out alike they may come out the same, and then it is the layout that has changed.
  return oldPretty !== undefined && freshPretty !== undefined && oldPretty !== freshPretty
    ? [oldPretty, freshPretty]
    : [old, fresh]
}

const dump = (value: Uint8Array): string =>
  hexRows(value, 0, hexRowCount(value.length))
    .map(({offset, hex, ascii}) => `${offset.slice(-5)}  ${hex}  ${ascii}\n`)
    .join('')

const SIGNS: Readonly<Record<DiffLine['kind'], {readonly sign: string; readonly tone: Tone | undefined}>> = {
  removed: {sign: '- ', tone: 'bad'},
  added: {sign: '+ ', tone: 'good'},
  same: {sign: '  ', tone: undefined},
}

/** A line that stands for one that went is marked where the two differ. */
const spansOf = (lines: readonly DiffLine[]): Lines =>
  lines.map((line, index) => {
    const twin = twinOf(lines, index)
    if (twin === undefined) return withSign(line, [{text: line.text, changed: false}])
    const isOld = line.kind === 'removed'
    const pieces = diffWithinLine(isOld ? line.text : twin.text, isOld ? twin.text : line.text)
    return withSign(line, isOld ? pieces.before : pieces.after)
  })

const withSign = ({kind, end}: DiffLine, pieces: readonly Piece[]): readonly Span[] => {
  const {sign, tone} = SIGNS[kind]
  return [
    span(sign, tone, true),
    ...pieces.map(({text, changed}) => span(text, tone, changed)),
    ...(end === '' && kind !== 'same' ? [span('  (no line end)', 'dim')] : []),
  ]
}

/** The line on the other side, where a stretch has as many lines on both. */
const twinOf = (lines: readonly DiffLine[], index: number): DiffLine | undefined => {
  const kind = lines[index]?.kind
  if (kind === 'same' || kind === undefined) return undefined
  let from = index
  while (lines[from - 1]?.kind !== 'same' && from > 0) from -= 1
  let to = index
  while (to < lines.length && lines[to]?.kind !== 'same') to += 1
  const half = (to - from) / 2
  const removed = lines.slice(from, to).filter(line => line.kind === 'removed').length
  return removed === half ? lines[kind === 'removed' ? index + half : index - half] : undefined
}
