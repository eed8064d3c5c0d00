import stringWidth from 'string-width'
import {once} from '../once.ts'

/** One user-perceived character and the cells it takes: 0 (nothing to show), 1, 2, rarely more. */
export type Grapheme = {
  readonly text: string
  readonly width: number
  /** Whether every terminal agrees on that width; emoji sequences and most marks are guesswork. */
  readonly certain: boolean
}

const NARROW = String.raw`\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u218b\u2190-\u22ff\u2318\u23ce\u2400-\u2426\u2500-\u25fc\u2605\u2606\u2713-\u2718\u2800-\u28ff\ufffd`
const WIDE = String.raw`\u3000-\u3029\u3041-\u3096\u309b-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua48c\uac00-\ud7a3\uff01-\uff60\uffe0-\uffe6`
// No string of these can join into a longer grapheme, so each code unit is a cell or two.
const UNCERTAIN = new RegExp(`[^${NARROW}${WIDE}]`)
const CERTAIN_WIDE = new RegExp(`[${WIDE}]`)
const ALL_WIDE = new RegExp(CERTAIN_WIDE, 'g')
const segmenter = once(() => new Intl.Segmenter(undefined, {granularity: 'grapheme'}))
const NOT_PRINTABLE_ASCII = /[^\x20-\x7e]/

/** Whether the text holds nothing but printable ASCII, where length is width. */
export function isPrintableAscii(text: string): boolean {
  return !NOT_PRINTABLE_ASCII.test(text)
}

/** The columns of text whose every character is settled and draws itself alone; undefined for any other text. */
export function certainWidth(text: string): number | undefined {
  if (isPrintableAscii(text)) return text.length
  if (UNCERTAIN.test(text)) return undefined
  return text.length + (text.match(ALL_WIDE)?.length ?? 0)
}

/** Splits text without escape sequences into graphemes, with the widths Ink lays out by (string-width). */
export function splitGraphemes(text: string): readonly Grapheme[] {
  if (!UNCERTAIN.test(text)) return Array.from(text, certainGrapheme)
  return Array.from(segmenter().segment(text.toWellFormed()), ({segment}) => measureGrapheme(segment))
}

function certainGrapheme(text: string): Grapheme {
  return {text, width: CERTAIN_WIDE.test(text) ? 2 : 1, certain: true}
}

function measureGrapheme(text: string): Grapheme {
  if (text.length === 1 && !UNCERTAIN.test(text)) return certainGrapheme(text)
  // Supplementary ideographs are as settled as the basic ones.
  if (/^[\u{20000}-\u{3fffd}]$/u.test(text)) return {text, width: 2, certain: true}
  return {text, width: stringWidth(text), certain: false}
}
