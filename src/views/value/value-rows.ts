import type {KvEntry} from '../../api/kv-entry.ts'
import {hexRowCount, hexRows} from '../../state/text/hex-dump.ts'
import {highlightLines} from '../../state/text/highlight.ts'
import {lineRows} from '../../state/text/line-rows.ts'
import {type Lines, lineAt, splitLines} from '../../state/text/lines.ts'
import {prettyJson} from '../../state/text/pretty-json.ts'
import type {Wrap} from '../../state/text/soft-wrap.ts'
import {clipSpans} from '../../state/text/span.ts'
import {type ValueKind, valueKindOf} from '../../state/text/value-kind.ts'
import {printableLine} from '../../terminal/printable.ts'
import {displayWidth} from '../../terminal/width.ts'
import {ROLE_TONES} from '../edit/roles.ts'
import {pictureOf} from '../edit/visible.ts'
import {type Span, span} from '../span.ts'
import type {Tone} from '../theme.ts'

/** How a value is shown: laid out for reading, as it is, or byte by byte. */
export const VALUE_MODES = ['pretty', 'raw', 'hex'] as const

export type ValueMode = (typeof VALUE_MODES)[number]

/** A value as rows of the screen. Each is made when it is asked for: of a large value only what is seen. */
export type ValueRows = {
  readonly kind: ValueKind
  readonly mode: ValueMode
  readonly count: number
  readonly spansOf: (row: number) => readonly Span[]
}

/** The rows of a value in so many columns. */
export const valueRows = (
  {key, value}: Pick<KvEntry, 'key' | 'value'>,
  {mode, width}: {readonly mode: ValueMode; readonly width: number},
): ValueRows => {
  const kind = valueKindOf(key, value)
  if (mode === 'hex' || kind === 'binary') return {kind, mode: 'hex', ...dumpRows(value, width)}
  const text = new TextDecoder('utf-8', {ignoreBOM: true}).decode(value)
  const pretty = mode === 'pretty' && kind === 'json' ? prettyJson(text) : undefined
  return {kind, mode, ...textRows(splitLines(withPictures(pretty ?? text)), kind, Math.max(1, width))}
}

type Rows = Pick<ValueRows, 'count' | 'spansOf'>

const textRows = (lines: Lines, kind: ValueKind, width: number): Rows => {
  const wrap: Wrap = {width, tabSize: TAB, widthOf: text => displayWidth(printableLine(text))}
  /** Of each row its line, and the column of the line at which it begins. */
  const lineOf: number[] = []
  const fromOf: number[] = []
  for (const [line, {text}] of lines.entries()) {
    // The empty line after the last line end is no line of the text.
    if (line === lines.length - 1 && line > 0 && text === '') break
    const rows = lineRows(text, wrap)
    for (let row = 0, from = rows.startOf(0); from !== undefined; row += 1, from = rows.startOf(row)) {
      lineOf.push(line)
      fromOf.push(from)
    }
  }
  const highlighted = lastOf(
    (line: number) => highlightLines(lines, {kind, from: line, to: line + 1})[0] ?? [],
  )
  return {
    count: lineOf.length,
    spansOf: row => {
      const line = lineOf[row]
      if (line === undefined) return []
      const to = lineOf[row + 1] === line ? fromOf[row + 1] : undefined
      const clipped = clipSpans(highlighted(line), fromOf[row] ?? 0, to ?? lineAt(lines, line).text.length)
      return withoutTabs(clipped.map(({text, role}) => ({text, tone: ROLE_TONES[role]})))
    },
  }
}

/** The rows of a long line ask for it one after the other. */
const lastOf = <T>(compute: (of: number) => T): ((of: number) => T) => {
  let last: {readonly of: number; readonly result: T} | undefined
  return of => {
    if (last?.of !== of) last = {of, result: compute(of)}
    return last.result
  }
}

const TAB = 8

type Piece = {readonly text: string; readonly tone: Tone | undefined}

/** Tabs become as many blanks as they take; all else comes out as it may be printed. */
const withoutTabs = (pieces: readonly Piece[]): readonly Span[] => {
  let column = 0
  return pieces.map(({text, tone}) => {
    const parts = text.split('\t').map((part, index) => {
      const blanks = index === 0 ? 0 : TAB - (column % TAB)
      const {text: shown} = span(part)
      column += blanks + displayWidth(shown)
      return ' '.repeat(blanks) + shown
    })
    return {text: parts.join(''), ...(tone && {tone})}
  })
}

/** Controls are shown as what they are; of escape sequences nothing would be left otherwise. */
export const withPictures = (text: string): string => text.replace(CONTROLS, pictureOf)

const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)/g

/** What 16 bytes and their place take. */
const WHOLE = 73

/** 16 bytes a row, or 8 where there is no room for more. */
const dumpRows = (value: Uint8Array, width: number): Rows => {
  const halves = width < WHOLE
  return {
    count: hexRowCount(value.length) * (halves ? 2 : 1) - (halves && endsInFirstHalf(value) ? 1 : 0),
    spansOf: row => {
      const [dumped] = hexRows(value, halves ? row >> 1 : row, 1)
      if (dumped === undefined) return []
      const {offset, hex, ascii} = dumped
      if (!halves) return hexSpans(offset.slice(-5), hex, ascii)
      const right = row % 2 === 1
      const at = (Number.parseInt(offset, 16) + (right ? 8 : 0)).toString(16).padStart(5, '0')
      return hexSpans(
        at,
        right ? hex.slice(25, 48) : hex.slice(0, 23),
        ascii.slice(right ? 8 : 0, right ? 16 : 8),
      )
    },
  }
}

const endsInFirstHalf = ({length}: Uint8Array): boolean => length % 16 !== 0 && length % 16 <= 8

const hexSpans = (offset: string, hex: string, ascii: string): readonly Span[] => [
  {text: `${offset}  `, tone: 'dim'},
  {text: hex},
  {text: `  ${ascii}`, tone: 'good'},
]
