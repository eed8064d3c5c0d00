import type {NodeServices} from '../../api/catalog.ts'
import type {HealthCheck} from '../../api/health-check.ts'
import type {Node} from '../../api/node.ts'
import type {Session} from '../../api/session.ts'
import {hostPort} from '../../state/rows/host-port.ts'
import {worstFirst} from '../../state/rows/instance-rows.ts'
import {healthOf, rankOf, worse} from '../../state/rows/status.ts'
import {fit} from '../../terminal/width.ts'
import {type ChecksShown, checksSection} from '../document/checks-section.ts'
import type {Section} from '../document/document.ts'
import {factLines} from '../document/fact-lines.ts'
import {span} from '../span.ts'
import {HEALTHS} from '../theme.ts'

type NodeFacts = ChecksShown & {
  readonly found: NodeServices
  readonly checks: readonly HealthCheck[]
  readonly sessions: readonly Session[]
  /** Why sessions are not shown, where the token may not read them. */
  readonly sessionsHidden: string | undefined
}

/** Everything on one node. */
export const nodeSections = (facts: NodeFacts): readonly Section[] => {
  const {node} = facts.found
  return [
    {
      id: 'facts',
      title: '',
      lines: factLines([
        ['address', node.address],
        ['id', node.id ?? ''],
        ['datacenter', node.datacenter],
        ...otherAddresses(node),
      ]),
    },
    servicesSection(facts),
    checksSection(worstFirst(facts.checks), facts),
    sessionsSection(facts),
    ...(Object.keys(node.meta).length > 0
      ? [{id: 'metadata', title: 'Metadata', lines: factLines(Object.entries(node.meta))}]
      : []),
  ]
}

/** Tagged addresses that say something that the address does not. */
const otherAddresses = ({address, taggedAddresses}: Node): readonly (readonly [string, string])[] =>
  Object.entries(taggedAddresses)
    .filter(([, value]) => value !== address)
    .map(([name, value]) => [`address ${name}`, value])

const servicesSection = ({found, checks}: NodeFacts): Section => {
  const services = found.services
    .map(service => ({
      ...service,
      at: hostPort(service.address || found.node.address, service.port),
      health: checks
        .filter(({serviceId}) => serviceId === service.id)
        .map(healthOf)
        .reduce(worse, 'passing'),
    }))
    .toSorted(
      (left, right) =>
        rankOf(left.health) - rankOf(right.health) || left.id.localeCompare(right.id, 'en', {numeric: true}),
    )
  const widest = Math.max(0, ...services.map(({at}) => at.length))
  return {
    id: 'services',
    title: `Services (${services.length})`,
    lines: services.map(({id, name, at, tags, health}) => ({
      key: id,
      spans: [
        span(`${HEALTHS[health].glyph} `, HEALTHS[health].tone),
        span(fit(span(id).text, 30), undefined, true),
        span(`  ${at.padEnd(widest)}`),
        span(`  ${tags.join(' ')}`, 'dim'),
      ],
      target: {name: 'instance', service: name, node: found.node.name, id},
    })),
  }
}

const sessionsSection = ({sessions, sessionsHidden}: NodeFacts): Section => ({
  id: 'sessions',
  title: `Sessions held (${sessions.length})`,
  lines: sessionsHidden
    ? [{spans: [span(sessionsHidden, 'warn')]}]
    : sessions.map(({id, name, behavior, ttl, lockDelayMs}) => ({
        key: id,
        spans: [
          span(id, undefined, true),
          span(`  ${name || '(no name)'}`),
          span(`  ${behavior}${ttl ? `, ttl ${ttl}` : ''}, lock delay ${lockDelayMs / 1_000}s`, 'dim'),
        ],
        copy: id,
      })),
})
