import type {Match} from '../../state/kv/match-lines.ts'
import type {SearchHit} from '../../state/kv/search-results.ts'
import {displayWidth} from '../../terminal/width.ts'
import {cutSpans, type Span, span, widthOf} from '../span.ts'

export type HitLayout = {
  readonly folder: string
  readonly width: number
  /** Of the first column; the matching line takes the rest. */
  readonly keyWidth: number
}

const GAP = 2
const SAMPLE = 200

/** Room for the keys: all there is where no value was found, else as much as they need, and half of the line at the most. */
export const layoutHits = (hits: readonly SearchHit[], folder: string, width: number): HitLayout => {
  if (!hits.some(({line}) => line !== undefined)) return {folder, width, keyWidth: width}
  const step = Math.max(1, Math.floor(hits.length / SAMPLE))
  const sample = hits.filter((_, index) => index % step === 0)
  const widest = Math.max(...sample.map(({key}) => displayWidth(span(key.slice(folder.length)).text)))
  return {folder, width, keyWidth: Math.min(Math.floor(width / 2), Math.max(10, widest))}
}

/** The key below the folder, and of its value the first line that matches; what matches is marked in both. */
export const hitSpans = (
  {key, inKey, line}: SearchHit,
  {folder, width, keyWidth}: HitLayout,
): readonly Span[] => {
  const from = folder.length
  const match = inKey && {from: inKey.from - from, to: inKey.to - from}
  const name = cutSpans(marked(windowed(key.slice(from), match, keyWidth)), keyWidth)
  if (line === undefined) return name
  const more = line.count > 1 ? [span(`  +${line.count - 1} more`, 'dim')] : []
  const room = width - keyWidth - GAP - widthOf(more)
  const text = cutSpans(
    [span(`${line.number}: `, 'dim'), ...marked({text: line.text, match: line.match})],
    room,
  )
  return [...name, {text: ' '.repeat(keyWidth - widthOf(name) + GAP)}, ...text, ...more]
}

type Marked = {readonly text: string; readonly match: Match | undefined}

const marked = ({text, match}: Marked): readonly Span[] =>
  match === undefined
    ? [span(text)]
    : [
        span(text.slice(0, match.from)),
        span(text.slice(match.from, match.to), 'accent', true),
        span(text.slice(match.to)),
      ].filter(part => part.text !== '')

/** Of a name that is too long the part that matches stays in sight. */
const windowed = (text: string, match: Match | undefined, width: number): Marked => {
  if (match === undefined || match.to < width) return {text, match}
  const start = Math.max(0, Math.min(match.from, match.to + 2 - width))
  return {text: `…${text.slice(start)}`, match: {from: match.from - start + 1, to: match.to - start + 1}}
}
