import {type EditLine, splitAtCursor} from '../../state/edit-line.ts'
import {splitGraphemes} from '../../terminal/graphemes.ts'
import {printableLine} from '../../terminal/printable.ts'
import {displayWidth} from '../../terminal/width.ts'
import {type Span, span} from '../span.ts'

/** A line being typed, with the cursor as an inverse cell: the frame writer keeps the terminal's own hidden. */
export const inputSpans = (label: Span, line: EditLine, width: number): readonly Span[] => {
  const [before, under, after] = splitAtCursor(line)
  const room = width - displayWidth(label.text) - 1
  const cursor: Span = {...span(under || ' '), inverse: true}
  return [label, span(keepEnd(printableLine(before), room)), cursor, span(after)]
}

/** The cursor stays in sight: of a long line the end before it is shown. */
const keepEnd = (text: string, width: number): string => {
  const graphemes = splitGraphemes(text)
  let first = graphemes.length
  let left = width
  for (const grapheme of graphemes.toReversed()) {
    if (grapheme.width > left) break
    left -= grapheme.width
    first -= 1
  }
  return graphemes
    .slice(first)
    .map(grapheme => grapheme.text)
    .join('')
}
