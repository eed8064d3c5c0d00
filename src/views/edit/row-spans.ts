import type {Line} from '../../state/text/lines.ts'
import type {VisualRow} from '../../state/text/row-window.ts'
import {isPlain, rowPieces, type Wrap} from '../../state/text/soft-wrap.ts'
import {clipSpans, type Span as RoleSpan} from '../../state/text/span.ts'
import type {Span} from '../span.ts'
import type {Tone} from '../theme.ts'
import {ROLE_TONES} from './roles.ts'
import {visibleText} from './visible.ts'

/** A stretch of columns. */
export type Stretch = {readonly from: number; readonly to: number}

export type RowLook = {
  readonly line: Line
  /** The colours of the whole line. */
  readonly roles: readonly RoleSpan[]
  readonly wrap: Wrap
  /** What is inverse: the selection and the character under the cursor. One that ends beyond the text takes the line's end. */
  readonly inverse: readonly Stretch[]
  /** What stands after the end of the line, such as that it has none. */
  readonly mark: string
}

/** A row of the text as it is drawn: tabs as arrows, the selection and the cursor inverse. */
export const rowSpans = ({from, to, isLast}: VisualRow, look: RowLook): readonly Span[] => {
  const {line, roles, wrap, inverse, mark} = look
  const spans: Span[] = []
  const edges = inverse.flatMap(stretch => [stretch.from, stretch.to])
  const isInverse = (column: number): boolean => inverse.some(at => column >= at.from && column < at.to)
  const put = (text: string, tone: Tone | undefined, column: number): void => {
    spans.push({text, ...(tone && {tone}), ...(isInverse(column) && {inverse: true})})
  }
  for (const piece of piecesOf(line.text, {from, to}, wrap)) {
    if (piece.tabCells > 0) put('→'.padEnd(piece.tabCells), 'dim', piece.from)
    else {
      for (const {text, role, column} of coloured(roles, piece)) {
        for (const part of splitAt(column, column + text.length, edges))
          put(visibleText(line.text.slice(part.from, part.to)), ROLE_TONES[role], part.from)
      }
    }
  }
  if (!isLast) return spans
  const end = isInverse(line.text.length)
  return [
    ...spans,
    ...(end ? [{text: ' ', inverse: true}] : []),
    ...(mark === '' ? [] : [{text: mark, tone: 'dim' as const}]),
  ]
}

type Piece = Stretch & {readonly tabCells: number}

const piecesOf = (text: string, {from, to}: Stretch, wrap: Wrap): readonly Piece[] => {
  if (isPlain(text.slice(from, to))) return from < to ? [{from, to, tabCells: 0}] : []
  return rowPieces(text, {start: from, end: to}, wrap).map(({kind, cells, ...piece}) => ({
    ...piece,
    tabCells: kind === 'tab' ? cells : 0,
  }))
}

/** The colours within a piece, each with the column where it begins. */
const coloured = (
  roles: readonly RoleSpan[],
  {from, to}: Stretch,
): readonly (RoleSpan & {readonly column: number})[] => {
  let column = from
  return clipSpans(roles, from, to).map(span => {
    const at = column
    column += span.text.length
    return {...span, column: at}
  })
}

const splitAt = (from: number, to: number, edges: readonly number[]): readonly Stretch[] => {
  const within = edges.filter(edge => edge > from && edge < to)
  if (within.length === 0) return [{from, to}]
  const cuts = [...new Set([from, ...within, to])].sort((left, right) => left - right)
  return cuts.slice(0, -1).map((cut, index) => ({from: cut, to: cuts[index + 1] ?? to}))
}
