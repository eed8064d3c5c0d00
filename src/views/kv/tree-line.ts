import type {News} from '../../state/kv/listing.ts'
import {changeOf, type SeenKey} from '../../state/kv/seen-keys.ts'
import {glows} from '../../state/kv/tree.ts'
import type {TreeRow} from '../../state/kv/tree-row.ts'
import {fit} from '../../terminal/width.ts'
import {formatAge} from '../format.ts'
import {cutSpans, type Span, span, widthOf} from '../span.ts'
import type {Tone} from '../theme.ts'
import {rowText} from './key-text.ts'
import {valueGlance} from './value-glance.ts'

/** What a line of the tree shows besides its row. */
export type TreeLine = {
  readonly row: TreeRow
  readonly isOpen: boolean
  /** What is to be said of a folder. */
  readonly note: string
  readonly seen: SeenKey | undefined
  readonly news: News | undefined
  /** Milliseconds since the epoch, for the ages. */
  readonly now: number
}

/** Between the names and the values. */
const GAP = 2

/** Deeper rows are not indented further than to half of the room for names. */
const indentOf = (depth: number, nameWidth: number): string =>
  ' '.repeat(Math.min(depth * 2, Math.floor(nameWidth / 2)))

/** How many columns the names get. */
export const nameWidthOf = (width: number): number => Math.max(16, Math.floor(width * 0.48))

/** The line as spans: the name, then the value or a word on the folder, and at the edge what has just happened. */
export const treeLineSpans = (line: TreeLine, width: number): readonly Span[] => {
  const nameWidth = nameWidthOf(width)
  const name = nameSpans(line, nameWidth)
  const end = edgeSpans(line)
  const room =
    width - Math.max(nameWidth + GAP, widthOf(name) + GAP) - (end.length === 0 ? 0 : widthOf(end) + 1)
  const about = room > 2 ? cutSpans(aboutSpans(line), room) : []
  if (about.length === 0 && end.length === 0) return name
  const start = [...name, {text: ' '.repeat(Math.max(1, nameWidth + GAP - widthOf(name)))}, ...about]
  if (end.length === 0) return start
  const used = widthOf(start)
  return [...start, {text: ' '.repeat(Math.max(1, width - widthOf(end) - used))}, ...end]
}

const nameSpans = ({row, isOpen, news}: TreeLine, nameWidth: number): readonly Span[] => {
  const indent = indentOf(row.depth, nameWidth)
  const room = nameWidth - indent.length - 2
  const text = span(rowText(row)).text
  const cut = fit(text, room).trimEnd()
  const isGone = news?.kind === 'deleted'
  if (row.kind === 'key') return [{text: `${indent}  ${cut}`, ...(isGone && {tone: 'dim' as const})}]
  return [
    {text: `${indent}${isOpen ? '▾' : '▸'} `, tone: isGone ? 'dim' : 'accent'},
    {text: cut, ...(isGone ? {tone: 'dim' as const} : {bold: true})},
  ]
}

const aboutSpans = ({row, note, seen, news}: TreeLine): readonly Span[] => {
  if (row.kind === 'folder') return note === '' ? [] : [span(note, 'dim')]
  if (seen === undefined) return []
  return [
    span(
      valueGlance(seen.entry),
      news?.kind === 'deleted' || seen.entry.value.length === 0 ? 'dim' : undefined,
    ),
  ]
}

const edgeSpans = (line: TreeLine): readonly Span[] => {
  const event = eventOf(line)
  const isLocked = line.seen?.entry.session !== undefined && line.news?.kind !== 'deleted'
  if (event === undefined) return isLocked ? [span('locked', 'notice')] : []
  return [
    ...(isLocked ? [span('locked ', 'notice')] : []),
    span(`${event.what} ${formatAge(line.now - event.at)} ago`, event.tone),
  ]
}

type Event = {readonly what: string; readonly at: number; readonly tone: Tone}

const eventOf = ({seen, news, now}: TreeLine): Event | undefined => {
  const changedAt = seen?.changedAt
  const isNewer = changedAt !== undefined && changedAt > (news?.at ?? 0)
  if (seen && changedAt !== undefined && isNewer && news?.kind !== 'deleted')
    return glows(changedAt, now) ? {what: changeOf(seen), at: changedAt, tone: 'warn'} : undefined
  if (news === undefined || !glows(news.at, now)) return undefined
  return {what: news.kind, at: news.at, tone: news.kind === 'new' ? 'good' : 'bad'}
}

/** When a row last had something happen to it, in milliseconds since the epoch. */
export const lastEventAt = (seen: SeenKey | undefined, news: News | undefined): number =>
  Math.max(seen?.changedAt ?? 0, news?.at ?? 0)
