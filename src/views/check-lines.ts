import type {HealthCheck} from '../api/health-check.ts'
import {once} from '../once.ts'
import {healthOf} from '../state/rows/status.ts'
import type {Transitions} from '../state/transitions.ts'
import {printableLines} from '../terminal/printable.ts'
import {formatAge} from './format.ts'
import {type Span, span, widthOf} from './span.ts'
import {HEALTHS, healthText} from './theme.ts'
import {wrapText} from './wrap-text.ts'

// Swedish writes `2026-11-22 23:01`.
const minute = once(() => new Intl.DateTimeFormat('sv-SE', {dateStyle: 'short', timeStyle: 'short'}))

/**
 * How long a check has its status, as far as Lictor has seen: Consul itself keeps no such time. Of one that never changed
 * it says since when it is watched, in local time and not as an age: a page on which nothing happens stays as it is.
 */
export const statusAge = (check: HealthCheck, transitions: Transitions, now: number): string => {
  const changedAt = transitions.changedAt(check)
  if (changedAt !== undefined) return `for ${formatAge(now - changedAt)}`
  const seenAt = transitions.seenAt(check)
  if (seenAt === undefined) return 'no change seen yet'
  const [day, time] = minute().format(seenAt).split(' ')
  const isToday = minute().format(now).startsWith(`${day} `)
  return `no change seen since ${isToday ? time : `${day} ${time}`}`
}

/** One line of a check: health, id, name, age. */
export const checkSpans = (check: HealthCheck, age: string): readonly Span[] => {
  const health = healthOf(check)
  const name = check.name === check.checkId || check.name === '' ? '' : `  ${check.name}`
  return [
    span(healthText(health).padEnd(15), HEALTHS[health].tone),
    span(check.checkId, undefined, true),
    span(name),
    span(`  ${age}`, 'dim'),
  ]
}

/** The lines a check's output has; the blank ones inside it count. */
const outputRows = (output: string): readonly string[] =>
  printableLines(output.trimEnd()).filter((line, index, lines) => line !== '' || index < lines.length - 1)

/** What a check says, indented below it: its notes, where maintenance has its reason, then its output line by line. */
export const outputSpans = ({notes, output}: HealthCheck): readonly (readonly Span[])[] => [
  ...(notes === '' ? [] : [[span('  '), span('notes  ', 'dim'), span(notes)]]),
  ...outputRows(output).map(line => [span('  '), span(line)]),
]

/** A row of what a check says, and the whole line it is of. */
export type OutputLine = {readonly spans: readonly Span[]; readonly copy: string}

/** The same to be read to its end: what is longer than `width` columns goes on below, indented further. */
export const outputLines = ({notes, output}: HealthCheck, width: number): readonly OutputLine[] => [
  ...(notes === '' ? [] : wrapped(span(notes).text, width, span('notes  ', 'dim'))),
  ...outputRows(output).flatMap(line => wrapped(line, width)),
]

const INDENT = span('  ')
const FURTHER = span('    ')

const wrapped = (text: string, width: number, label?: Span): readonly OutputLine[] => {
  const first = label ? [INDENT, label] : [INDENT]
  const [head = '', ...rest] = wrapText(text, width - widthOf(first))
  const more = rest.length === 0 ? [] : wrapText(rest.join(''), width - widthOf([FURTHER]))
  return [
    {spans: [...first, span(head)], copy: text},
    ...more.map(row => ({spans: [FURTHER, span(row)], copy: text})),
  ]
}
