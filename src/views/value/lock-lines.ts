import {once} from '../../once.ts'
import type {SeenKey} from '../../state/kv/seen-keys.ts'
import type {Live} from '../../state/live.ts'
import type {LockHolder} from '../../state/queries/lock-holder.ts'
import {healthOf} from '../../state/rows/status.ts'
import {type Span, span} from '../span.ts'
import {HEALTHS} from '../theme.ts'

// Swedish writes `23:01:07`.
const second = once(() => new Intl.DateTimeFormat('sv-SE', {timeStyle: 'medium'}))

/** Who holds the lock of a key, in a few lines; none where nobody does. */
export const lockLines = (
  seen: SeenKey | undefined,
  holder: Live<LockHolder | undefined>,
): readonly (readonly Span[])[] => {
  const id = seen?.entry.session
  if (seen === undefined || id === undefined) return []
  const first = [span('locked ', 'notice', true), ...byWhom(holder), span(`  ${heldSince(seen)}`, 'dim')]
  const {data} = holder
  if (data === undefined) return [first, [span(`session ${id}`, 'dim')]]
  const {ttl, behavior, lockDelayMs} = data.session
  const how = `${ttl ? `TTL ${ttl}, ` : ''}${behavior}, lock delay ${lockDelayMs / 1_000}s`
  return [first, [span('session ', 'dim'), span(id), span(`  ${how}`, 'dim')], ...checkLines(data)]
}

const byWhom = ({data, error, link}: Live<LockHolder | undefined>): readonly Span[] => {
  if (data)
    return [
      span('by ', 'dim'),
      span(data.session.name || '(session without a name)', undefined, true),
      span(' on ', 'dim'),
      span(data.session.node, undefined, true),
    ]
  if (error) return [span(error.nextStep ?? error.shortMessage, 'warn')]
  return [span(link === 'connecting' ? 'by …' : 'by a session that has ended', 'dim')]
}

/** Consul keeps no time of it: what was seen is all there is. A time and no age, so that the screen stays still. */
const heldSince = ({lockedAt, sawLocking}: SeenKey): string =>
  lockedAt === undefined ? '' : `since ${second().format(lockedAt)}${sawLocking ? '' : ' or before'}`

const checkLines = ({checks, session}: LockHolder): readonly (readonly Span[])[] =>
  session.checks.map(id => {
    const check = checks.find(({checkId}) => checkId === id)
    const health = check === undefined ? 'unknown' : healthOf(check)
    const {glyph, tone} = HEALTHS[health]
    return [span(`${glyph} `, tone), span(id), span(`  ${health}`, tone)]
  })
