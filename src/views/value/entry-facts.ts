import type {KvEntry} from '../../api/kv-entry.ts'
import {once} from '../../once.ts'
import {changeOf, type SeenKey} from '../../state/kv/seen-keys.ts'
import {glows} from '../../state/kv/tree.ts'
import {dashboardFlagsOf} from '../../state/text/dashboard-flags.ts'
import type {ValueKind} from '../../state/text/value-kind.ts'
import {formatAge, formatBytes} from '../format.ts'
import {type Span, span} from '../span.ts'
import type {Tone} from '../theme.ts'

/** What Consul takes at the most, unless it is told otherwise. */
const LARGEST = 512 * 1024

const METER = 10

/** The size, and how much of what Consul takes that is. */
export const sizeSpans = ({value}: KvEntry): readonly Span[] => {
  const share = value.length / LARGEST
  const filled = Math.min(METER, Math.ceil(share * METER))
  const tone = share > 0.9 ? 'bad' : share > 0.5 ? 'warn' : 'good'
  return [
    span(`${formatBytes(value.length)} `),
    {text: '█'.repeat(filled), tone},
    {text: '░'.repeat(METER - filled), tone: 'dim'},
    span(' of 512 KiB', 'dim'),
  ]
}

export const KINDS: Readonly<Record<ValueKind, string>> = {
  empty: 'empty',
  json: 'JSON',
  yaml: 'YAML',
  hcl: 'HCL',
  text: 'text',
  binary: 'binary',
}

const STATUS_TONES: Readonly<Record<string, Tone>> = {
  success: 'good',
  warning: 'warn',
  danger: 'bad',
  info: 'accent',
}

// Swedish writes `2026-11-22 23:01:07`.
const second = once(() => new Intl.DateTimeFormat('sv-SE', {dateStyle: 'short', timeStyle: 'medium'}))

/** The flags, and what consul-kv-dashboard says by them, in local time. */
export const flagSpans = ({flags}: KvEntry): readonly Span[] => {
  const decoded = dashboardFlagsOf(flags)
  if (decoded === undefined) return [span(String(flags))]
  return [
    span(decoded.status, STATUS_TONES[decoded.status], true),
    span(` at ${second().format(decoded.time)}`),
    span(`  ${flags}`, 'dim'),
  ]
}

export const indexSpans = ({createIndex, modifyIndex, lockIndex}: KvEntry): readonly Span[] => [
  span('Create ', 'dim'),
  span(createIndex),
  span('  Modify ', 'dim'),
  span(modifyIndex),
  span('  Lock ', 'dim'),
  span(String(lockIndex)),
]

/** That a key is gone, and for how long while that is news. */
export const deletedSpans = ({
  seen,
  now,
}: {
  readonly seen: SeenKey | undefined
  readonly now: number
}): readonly Span[] => {
  const at = seen?.deletedAt
  return [span(glows(at, now) ? `deleted ${formatAge(now - at)} ago` : 'deleted', 'bad', true)]
}

/** What has just happened to a key, for as long as that stands out. */
export const changeSpans = (seen: SeenKey | undefined, now: number): readonly Span[] => {
  if (seen === undefined || !glows(seen.changedAt, now)) return []
  return [
    span(`${changeOf(seen)} ${formatAge(now - seen.changedAt)} ago`, 'warn', true),
    span('  D shows what', 'dim'),
  ]
}
