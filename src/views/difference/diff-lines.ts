import {diffTexts} from '../../state/text/diff.ts'
import {type DiffLine, type Hunk, hunksOf} from '../../state/text/hunks.ts'
import {diffWithinLine, type Piece} from '../../state/text/intraline.ts'
import type {SectionLine} from '../document/document.ts'
import {type Span, span} from '../span.ts'
import type {Tone} from '../theme.ts'

/** The hunks of a diff, with the line numbers of both sides, and within a line what differs marked word by word. */
export const diffSectionLines = (before: string, after: string): readonly SectionLine[] => {
  const diff = diffTexts(before, after)
  const digits = String(Math.max(diff.before.length, diff.after.length)).length
  return hunksOf(diff).flatMap((hunk, index) => [
    {key: `hunk ${index}`, spans: [span(headingOf(hunk), 'accent')]},
    ...withPieces(hunk.lines).map(({line, pieces}) => lineOf(line, pieces, digits)),
  ])
}

const headingOf = ({oldFrom, oldTo, newFrom, newTo}: Hunk): string =>
  `@@ -${oldFrom + 1},${oldTo - oldFrom} +${newFrom + 1},${newTo - newFrom} @@`

type PiecedLine = {readonly line: DiffLine; readonly pieces: readonly Piece[]}

/** Removed lines are compared, one by one, with the added ones that stand after them. */
const withPieces = (lines: readonly DiffLine[]): readonly PiecedLine[] => {
  const removed = lines.filter(({kind}) => kind === 'removed')
  const partners = pairChanges(lines)
  const pairs = new Map(
    removed.flatMap(line => {
      const added = partners.get(line)
      if (added === undefined) return []
      const within = diffWithinLine(line.text, added.text)
      return [[line, within.before] as const, [added, within.after] as const]
    }),
  )
  return lines.map(line => ({line, pieces: pairs.get(line) ?? [{text: line.text, changed: false}]}))
}

const pairChanges = (lines: readonly DiffLine[]): ReadonlyMap<DiffLine, DiffLine> => {
  const pairs = new Map<DiffLine, DiffLine>()
  let waiting: DiffLine[] = []
  for (const line of lines) {
    if (line.kind === 'removed') waiting.push(line)
    else if (line.kind === 'same') waiting = []
    else {
      const partner = waiting.shift()
      if (partner) pairs.set(partner, line)
    }
  }
  return pairs
}

const LOOKS: Readonly<Record<DiffLine['kind'], {readonly sign: string; readonly tone?: Tone}>> = {
  same: {sign: ' '},
  removed: {sign: '-', tone: 'bad'},
  added: {sign: '+', tone: 'good'},
}

const lineOf = (line: DiffLine, pieces: readonly Piece[], digits: number): SectionLine => {
  const {sign, tone} = LOOKS[line.kind]
  const number = (at: number | undefined): string => (at === undefined ? '' : String(at + 1)).padStart(digits)
  const left = number('oldLine' in line ? line.oldLine : undefined)
  const right = number('newLine' in line ? line.newLine : undefined)
  return {
    spans: [
      span(`${left} ${right} `, 'dim'),
      span(`${sign} `, tone, true),
      ...pieces.map(({text, changed}) => ({...span(text, tone), ...(changed && {inverse: true})})),
      ...endOf(line),
    ],
    copy: line.text,
  }
}

/** How a line ends, where that is not with a plain newline. */
const endOf = ({end}: DiffLine): readonly Span[] => {
  if (end === '\r\n') return [span('␍', 'dim')]
  return end === '' ? [span('  no newline at the end', 'dim')] : []
}
