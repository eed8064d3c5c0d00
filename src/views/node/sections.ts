import type {NodeServices} from '../../api/catalog.ts'
import type {HealthCheck} from '../../api/health-check.ts'
import type {Session} from '../../api/session.ts'
import {hostPort} from '../../state/rows/host-port.ts'
import {worstFirst} from '../../state/rows/instance-rows.ts'
import {healthOf, worse} from '../../state/rows/status.ts'
import type {Transitions} from '../../state/transitions.ts'
import {fit} from '../../terminal/width.ts'
import {checkSpans, outputSpans, statusAge} from '../check-lines.ts'
import type {Section} from '../document/document.ts'
import {factLines} from '../document/fact-lines.ts'
import {span} from '../span.ts'
import {HEALTHS} from '../theme.ts'

type NodeFacts = {
  readonly found: NodeServices
  readonly checks: readonly HealthCheck[]
  readonly sessions: readonly Session[]
  /** Why sessions are not shown, where the token may not read them. */
  readonly sessionsHidden: string | undefined
  readonly transitions: Transitions
  readonly now: number
}

/** Everything on one node. */
export const nodeSections = (facts: NodeFacts): readonly Section[] => {
  const {node} = facts.found
  return [
    {
      title: '',
      lines: factLines([
        ['address', node.address],
        ['id', node.id ?? ''],
        ['datacenter', node.datacenter],
        ...Object.entries(node.taggedAddresses).map(([name, value]) => [`address ${name}`, value] as const),
      ]),
    },
    servicesSection(facts),
    checksSection(facts),
    sessionsSection(facts),
    ...(Object.keys(node.meta).length > 0
      ? [{title: 'Metadata', lines: factLines(Object.entries(node.meta))}]
      : []),
  ]
}

const servicesSection = ({found, checks}: NodeFacts): Section => ({
  title: `Services (${found.services.length})`,
  lines: found.services
    .toSorted((left, right) => left.id.localeCompare(right.id, 'en', {numeric: true}))
    .map(({id, name, address, port, tags}) => {
      const own = checks.filter(({serviceId}) => serviceId === id)
      const {glyph, tone} = HEALTHS[own.map(healthOf).reduce(worse, 'passing')]
      return {
        spans: [
          span(`${glyph} `, tone),
          span(fit(span(id).text, 30), undefined, true),
          span(`  ${hostPort(address || found.node.address, port)}`),
          span(`  ${tags.join(' ')}`, 'dim'),
        ],
        target: {name: 'instance', service: name, node: found.node.name, id},
      }
    }),
})

const checksSection = ({checks, transitions, now}: NodeFacts): Section => ({
  title: `Checks (${checks.length})`,
  lines: worstFirst(checks).flatMap(check => [
    {spans: checkSpans(check, statusAge(check, transitions, now)), copy: check.checkId},
    ...outputSpans(check).map(spans => ({spans})),
  ]),
})

const sessionsSection = ({sessions, sessionsHidden}: NodeFacts): Section => ({
  title: `Sessions held (${sessions.length})`,
  lines: sessionsHidden
    ? [{spans: [span(sessionsHidden, 'warn')]}]
    : sessions.map(({id, name, behavior, ttl, lockDelayMs}) => ({
        spans: [
          span(id, undefined, true),
          span(`  ${name || '(no name)'}`),
          span(`  ${behavior}${ttl ? `, ttl ${ttl}` : ''}, lock delay ${lockDelayMs / 1_000}s`, 'dim'),
        ],
        copy: id,
      })),
})
