import {nextBoundary} from '../../state/text/graphemes.ts'
import {highlightLines} from '../../state/text/highlight.ts'
import {type Lines, lineAt, type Range} from '../../state/text/lines.ts'
import type {VisualRow} from '../../state/text/row-window.ts'
import type {Wrap} from '../../state/text/soft-wrap.ts'
import {selectionOf, type TextBuffer} from '../../state/text/text-buffer.ts'
import type {ValueKind} from '../../state/text/value-kind.ts'
import {cutSpans, type Span} from '../span.ts'
import {rowSpans, type Stretch} from './row-spans.ts'

/** How wide the line numbers are, with the blank after them. */
export const gutterOf = (lines: Lines): number => Math.max(3, String(lines.length).length) + 1

/** The rows with their line numbers, ready to be drawn. */
export const textRows = (
  buffer: TextBuffer,
  rows: readonly VisualRow[],
  {kind, wrap, width}: {readonly kind: ValueKind; readonly wrap: Wrap; readonly width: number},
): readonly (readonly Span[])[] => {
  const {lines, cursor} = buffer
  const first = rows[0]?.line ?? 0
  const roles = highlightLines(lines, {kind, from: first, to: (rows.at(-1)?.line ?? first) + 1})
  const selection = selectionOf(buffer)
  return rows.map(row => {
    const line = lineAt(lines, row.line)
    const look = {
      line,
      wrap,
      roles: roles[row.line - first] ?? [],
      inverse: [...selectedIn(selection, row.line, line.text), ...cursorIn(buffer, row.line, line.text)],
      mark: markOf(lines, row.line),
    }
    const number = numberSpan(row, {width: gutterOf(lines), isCurrent: row.line === cursor.line})
    const spans = [number, ...rowSpans(row, look)]
    // The text fits as it is laid out; only what is said after it may not.
    return look.mark === '' ? spans : cutSpans(spans, width)
  })
}

const numberSpan = (
  {line, row, from}: VisualRow,
  {width, isCurrent}: {readonly width: number; readonly isCurrent: boolean},
): Span => {
  const number = row > 0 ? '' : String(line + 1)
  const cut = row === 0 && from > 0 ? '‹' : ' '
  return {text: number.padStart(width - 1) + cut, tone: isCurrent ? 'accent' : 'dim'}
}

/** The end of a selected line counts as one more column. */
const selectedIn = (selection: Range | undefined, line: number, text: string): readonly Stretch[] => {
  if (!selection || line < selection.from.line || line > selection.to.line) return []
  const from = line === selection.from.line ? selection.from.column : 0
  const to = line === selection.to.line ? selection.to.column : text.length + 1
  return from < to ? [{from, to}] : []
}

const cursorIn = ({cursor}: TextBuffer, line: number, text: string): readonly Stretch[] => {
  if (line !== cursor.line) return []
  const isAtEnd = cursor.column >= text.length
  return [{from: cursor.column, to: isAtEnd ? text.length + 1 : nextBoundary(text, cursor.column)}]
}

/** How a line ends, where that is worth a word: with CRLF, with the last newline of the text, or without one. */
const markOf = (lines: Lines, index: number): string => {
  const {text, end} = lineAt(lines, index)
  const isLastEnd = index === lines.length - 2 && lineAt(lines, index + 1).text === ''
  if (end === '\r\n') return isLastEnd ? '␍⏎' : '␍'
  if (end === '\n') return isLastEnd ? '⏎' : ''
  return text === '' ? '' : '  no newline at the end'
}
