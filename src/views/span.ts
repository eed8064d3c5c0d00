import {printableLine} from '../terminal/printable.ts'
import {displayWidth, fit} from '../terminal/width.ts'
import type {Tone} from './theme.ts'

/** A run of text with one look. A line on the screen is a list of them. */
export type Span = {
  readonly text: string
  readonly tone?: Tone
  readonly bold?: boolean
  readonly inverse?: boolean
}

/** Text from the cluster comes in through here: control bytes stop here. */
export const span = (text: string, tone?: Tone, bold?: boolean): Span => ({
  text: printableLine(text),
  ...(tone && {tone}),
  ...(bold && {bold}),
})

export const widthOf = (spans: readonly Span[]): number =>
  spans.reduce((width, {text}) => width + displayWidth(text), 0)

/** Cuts a line to `width` columns, with an ellipsis where something was cut. */
export const cutSpans = (spans: readonly Span[], width: number): readonly Span[] => {
  const cut: Span[] = []
  let left = width
  for (const part of spans) {
    const own = displayWidth(part.text)
    if (own > left) return left > 0 ? [...cut, {...part, text: fit(part.text, left)}] : cut
    cut.push(part)
    left -= own
  }
  return cut
}

/** The cursor is a bar over the whole width, of one look: tones would tear holes into it. */
export const barOf = (spans: readonly Span[], width: number): readonly Span[] => {
  const text = spans.map(({text}) => text).join('')
  const used = Math.max(widthOf(spans), displayWidth(text))
  return [{text: text + ' '.repeat(Math.max(0, width - used)), inverse: true}]
}

/** Puts `right` at the right edge; what does not fit is cut from `left`. */
export const spread = (left: readonly Span[], right: readonly Span[], width: number): readonly Span[] => {
  const end = cutSpans(right, width)
  const room = width - widthOf(end)
  if (room < 2) return end
  const start = cutSpans(left, room - 1)
  return [...start, {text: ' '.repeat(room - widthOf(start))}, ...end]
}

/** Joins the parts with a blank between them, dropping from the least important until they fit. */
export const fitParts = (
  parts: readonly {readonly spans: readonly Span[]; readonly rank: number}[],
  width: number,
): readonly Span[] => {
  const total = parts.reduce((sum, {spans}) => sum + widthOf(spans) + 2, -2)
  if (total > width && parts.length > 1) {
    const least = parts.reduce((worst, part) => (part.rank > worst.rank ? part : worst))
    return fitParts(
      parts.filter(part => part !== least),
      width,
    )
  }
  return cutSpans(
    parts.flatMap(({spans}, index) => (index === 0 ? spans : [{text: '  '}, ...spans])),
    width,
  )
}
