import type {KvEntry} from '../../api/kv-entry.ts'
import {type Span, span, widthOf} from '../span.ts'
import {changeSpans, deletedSpans, flagSpans, indexSpans, KINDS, sizeSpans} from '../value/entry-facts.ts'
import {lockLines} from '../value/lock-lines.ts'
import type {KnownKey} from '../value/use-key.ts'
import type {ValueRows} from '../value/value-rows.ts'

type Lines = readonly (readonly Span[])[]

type Room = {readonly width: number; readonly height: number}

/** What the pane says of a key: the facts, then as much of the value as there is room for. */
export const paneLines = (known: KnownKey, rows: ValueRows | undefined, room: Room): Lines => {
  const {live, isGone} = known
  if (rows === undefined) {
    if (isGone) return [[span('There is no such key.', 'dim')]]
    const {error} = live
    if (error === undefined) return [[span('…', 'dim')]]
    return [[span(error.shortMessage, 'bad')], ...(error.nextStep ? [[span(error.nextStep, 'dim')]] : [])]
  }
  const facts = [...goneLines(known), ...factLines(known, rows, room.width)]
  const left = room.height - facts.length - 1
  return [...facts, ...(left > 0 ? [[], ...shownRows(rows, left)] : [])]
}

const goneLines = (known: KnownKey): Lines =>
  known.isGone ? [[...deletedSpans(known), span('  it was', 'dim')]] : []

const factLines = ({seen, holder, now, isGone}: KnownKey, {kind}: ValueRows, width: number): Lines => {
  if (seen === undefined) return []
  const {entry} = seen
  return [
    ...packed([[span(`${KINDS[kind]}  `), ...sizeSpans(entry)], indexSpans(entry), ...flags(entry)], width),
    ...(isGone ? [] : lockLines(seen, holder)),
    ...[changeSpans(seen, now)].filter(spans => spans.length > 0 && !isGone),
  ]
}

const flags = (entry: KvEntry): Lines =>
  entry.flags === 0n ? [] : [[span('Flags ', 'dim'), ...flagSpans(entry)]]

/** Side by side as long as there is room. */
const packed = (parts: Lines, width: number): Lines => {
  const lines: Span[][] = []
  for (const part of parts) {
    const last = lines.at(-1)
    if (last && widthOf(last) + 3 + widthOf(part) <= width) last.push({text: '   '}, ...part)
    else lines.push([...part])
  }
  return lines
}

const shownRows = ({count, spansOf}: ValueRows, room: number): Lines => {
  if (count <= room) return Array.from({length: count}, (_, row) => spansOf(row))
  const shown = Math.max(0, room - 1)
  const more = `… ${(count - shown).toLocaleString('en-US')} more lines: Enter shows all`
  return [...Array.from({length: shown}, (_, row) => spansOf(row)), [span(more, 'dim')]]
}
