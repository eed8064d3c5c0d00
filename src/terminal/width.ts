import stringWidth from 'string-width'
import {certainWidth, isPrintableAscii, splitGraphemes} from './graphemes.ts'

/** Columns that text without control characters takes on the screen. */
export function displayWidth(text: string): number {
  return certainWidth(text) ?? stringWidth(text)
}

/** Makes text exactly `width` columns: cut with `…` where it is too long, padded with spaces where it is short. */
export function fit(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  if (width <= 0) return ''
  const missing = width - displayWidth(text)
  if (missing === 0) return text
  if (missing > 0) return align === 'right' ? ' '.repeat(missing) + text : text + ' '.repeat(missing)
  return truncate(text, width)
}

function truncate(text: string, width: number): string {
  if (isPrintableAscii(text)) return `${text.slice(0, width - 1)}…`
  let kept = ''
  let used = 0
  for (const grapheme of splitGraphemes(text)) {
    if (used + grapheme.width > width - 1) break
    kept += grapheme.text
    used += grapheme.width
  }
  return `${kept}…${' '.repeat(width - 1 - used)}`
}
