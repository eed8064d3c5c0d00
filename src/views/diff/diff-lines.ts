import {diffTexts} from '../../state/text/diff.ts'
import {type DiffLine, type Hunk, hunksOf} from '../../state/text/hunks.ts'
import {diffWithinLine, type Piece} from '../../state/text/intraline.ts'
import type {SectionLine} from '../document/document.ts'
import {visibleText} from '../edit/visible.ts'
import {type Span, span, widthOf} from '../span.ts'
import type {Tone} from '../theme.ts'
import {wrapSpans} from './wrap-spans.ts'

/** The hunks of a diff with line numbers on both sides, what differs within a line inverse, long lines wrapped. */
export const diffSectionLines = (before: string, after: string, width: number): readonly SectionLine[] => {
  const diff = diffTexts(before, after)
  const digits = String(Math.max(diff.before.length, diff.after.length)).length
  return hunksOf(diff).flatMap((hunk, index) => [
    {key: `hunk ${index}`, spans: [span(headingOf(hunk), 'accent')]},
    ...withPieces(hunk.lines).flatMap(({line, pieces}) => lineRows(line, pieces, {digits, width})),
  ])
}

const headingOf = ({oldFrom, oldTo, newFrom, newTo}: Hunk): string =>
  `@@ -${oldFrom + 1},${oldTo - oldFrom} +${newFrom + 1},${newTo - newFrom} @@`

type PiecedLine = {readonly line: DiffLine; readonly pieces: readonly Piece[]}

/** A run of removed lines and the added ones after it are compared line by line. */
const withPieces = (lines: readonly DiffLine[]): readonly PiecedLine[] => {
  const done: PiecedLine[] = []
  for (let at = 0; at < lines.length; ) {
    const removed = runOf(lines, at, 'removed')
    const added = runOf(lines, at + removed.length, 'added')
    const pairs = removed.map((line, index) => diffWithinLine(line.text, added[index]?.text ?? line.text))
    done.push(...removed.map((line, index) => ({line, pieces: pairs[index]?.before ?? whole(line)})))
    done.push(...added.map((line, index) => ({line, pieces: pairs[index]?.after ?? whole(line)})))
    at += removed.length + added.length
    const same = lines[at]
    if (same && removed.length + added.length === 0) {
      done.push({line: same, pieces: whole(same)})
      at += 1
    }
  }
  return done
}

const runOf = (lines: readonly DiffLine[], from: number, kind: DiffLine['kind']): readonly DiffLine[] => {
  const end = lines.findIndex((line, index) => index >= from && line.kind !== kind)
  return lines.slice(from, end === -1 ? lines.length : Math.max(from, end))
}

const whole = ({text}: DiffLine): readonly Piece[] => [{text, changed: false}]

const SIGNS = {same: ' ', removed: '-', added: '+'} as const
const TONES: Readonly<Record<DiffLine['kind'], Tone | undefined>> = {
  same: undefined,
  removed: 'bad',
  added: 'good',
}

const lineRows = (
  line: DiffLine,
  pieces: readonly Piece[],
  {digits, width}: {readonly digits: number; readonly width: number},
): readonly SectionLine[] => {
  const {kind} = line
  const tone = TONES[kind]
  const number = (side: number | undefined): string =>
    (side === undefined ? '' : String(side + 1)).padStart(digits)
  const head: readonly Span[] = [
    span(
      `${number('oldLine' in line ? line.oldLine : undefined)} ${number('newLine' in line ? line.newLine : undefined)} `,
      'dim',
    ),
    span(`${SIGNS[kind]} `, tone, true),
  ]
  const text = [...shortened(pieces).map(piece => pieceSpan(piece, tone)), ...endSpans(line)]
  const indent = {text: ' '.repeat(widthOf(head))}
  return wrapSpans(text, Math.max(10, width - widthOf(head))).map((row, index) => ({
    spans: [...(index === 0 ? head : [indent]), ...row],
    copy: line.text,
  }))
}

const pieceSpan = ({text, changed}: Piece, tone: Tone | undefined): Span => ({
  text: visibleText(text.replaceAll('\t', '→   ')),
  ...(tone && {tone}),
  ...(changed && {inverse: true}),
})

/** How a line ends, where that is not with a plain newline. */
const endSpans = ({end}: DiffLine): readonly Span[] => {
  if (end === '\r\n') return [span('␍', 'dim')]
  return end === '' ? [span('  no newline at the end', 'dim')] : []
}

/** As much of a long unchanged piece as tells where one is; of a changed one as much as anybody reads. */
const KEPT = {same: 120, changed: 2_000}

const shortened = (pieces: readonly Piece[]): readonly Piece[] =>
  pieces.map(({text, changed}) => {
    const kept = changed ? KEPT.changed : KEPT.same
    if (text.length <= 2 * kept + 20) return {text, changed}
    const left = text.length - 2 * kept
    const middle = `…${left.toLocaleString('en-US')} more…`
    return {text: text.slice(0, kept) + middle + text.slice(-kept), changed}
  })
