import {splitGraphemes} from '../../terminal/graphemes.ts'
import {displayWidth} from '../../terminal/width.ts'
import type {Span} from '../span.ts'

/** Spans in rows of at most `width` columns, broken wherever a row is full. */
export const wrapSpans = (spans: readonly Span[], width: number): readonly (readonly Span[])[] => {
  const rows: Span[][] = [[]]
  let used = 0
  for (const {text, ...look} of spans) {
    if (used + displayWidth(text) <= width) {
      rows.at(-1)?.push({text, ...look})
      used += displayWidth(text)
      continue
    }
    let part = ''
    for (const grapheme of splitGraphemes(text)) {
      if (used + grapheme.width > width && used > 0) {
        if (part !== '') rows.at(-1)?.push({text: part, ...look})
        rows.push([])
        part = ''
        used = 0
      }
      part += grapheme.text
      used += grapheme.width
    }
    if (part !== '') rows.at(-1)?.push({text: part, ...look})
  }
  return rows
}
