import {splitGraphemes} from '../terminal/graphemes.ts'

/**
 * Breaks printable text into rows of at most `width` columns, after a blank where a row has one. Nothing is dropped: the
 * rows joined are the text. A character wider than `width` has a row for itself.
 */
export const wrapText = (text: string, width: number): readonly string[] => {
  const rows: string[] = []
  let row = ''
  let used = 0
  // Where the row may break, and the columns up to there.
  let atBlank = {length: 0, columns: 0}
  for (const grapheme of splitGraphemes(text)) {
    if (used + grapheme.width > width && row !== '') {
      const kept = atBlank.length > 0 ? atBlank : {length: row.length, columns: used}
      rows.push(row.slice(0, kept.length))
      row = row.slice(kept.length)
      used -= kept.columns
      atBlank = {length: 0, columns: 0}
    }
    row += grapheme.text
    used += grapheme.width
    if (grapheme.text === ' ') atBlank = {length: row.length, columns: used}
  }
  return row === '' && rows.length > 0 ? rows : [...rows, row]
}
