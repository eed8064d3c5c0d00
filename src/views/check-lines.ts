import type {HealthCheck} from '../api/health-check.ts'
import {healthOf} from '../state/rows/status.ts'
import type {Transitions} from '../state/transitions.ts'
import {printableLines} from '../terminal/printable.ts'
import {formatAge} from './format.ts'
import {type Span, span} from './span.ts'
import {HEALTHS, healthText} from './theme.ts'

/** How long a check has its status, as far as Lictor has seen: Consul itself keeps no such time. */
export const statusAge = (check: HealthCheck, transitions: Transitions, now: number): string => {
  const changedAt = transitions.changedAt(check)
  if (changedAt !== undefined) return `for ${formatAge(now - changedAt)}`
  const seenAt = transitions.seenAt(check)
  const seenMs = seenAt === undefined ? 0 : now - seenAt
  return seenMs < 60_000 ? 'no change seen yet' : `unchanged for ${formatAge(seenMs)} or more`
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

/** What a check says, indented below it: its notes, where maintenance has its reason, then its output line by line. */
export const outputSpans = ({notes, output}: HealthCheck): readonly (readonly Span[])[] => [
  ...(notes === '' ? [] : [[span('  '), span('notes  ', 'dim'), span(notes)]]),
  ...printableLines(output.trimEnd())
    .filter((line, index, lines) => line !== '' || index < lines.length - 1)
    .map(line => [span('  '), span(line)]),
]
