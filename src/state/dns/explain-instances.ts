import type {DnsAnswer} from '../../api/dns/ask.ts'
import {dataOf, type Evidence, type InstanceSubject} from './evidence.ts'
import {bare, because, type Cause, count, didYouMean, type Finding} from './finding.ts'
import {formatName} from './format-name.ts'
import type {Reason} from './hold-back.ts'
import {type Comparison, compareInstances, entryOf, type Missing} from './missing.ts'
import {describeTruncation} from './transports.ts'
import {unknownDatacenter} from './unknown-datacenter.ts'

/** Holds the answer against the instances of a service, of its sidecars or gateways, or of a prepared query. */
export const explainInstances = (
  evidence: Evidence,
  subject: InstanceSubject,
  answer: DnsAnswer,
): Finding => {
  const records = answer.message.answers.length
  const lost = unknownDatacenter(evidence)
  if (lost && records === 0) return {cause: 'wrongDatacenter', verdict: `${because(answer)} ${lost}.`}
  const comparison = compareInstances(evidence, subject)
  if (comparison.registered === 0) return explainNone(evidence, subject, answer)
  const {answered, registered, missing} = comparison
  const shared = {
    missing,
    instances: {answered, registered},
    notes: [...notesOnFailover(subject), ...notesOnRecords(comparison)],
  }
  return records === 0
    ? {...explainHeldBack(subject, answer, comparison), ...shared}
    : {...explainGiven(evidence, subject, answer, comparison), ...shared}
}

const REASONS: Readonly<Record<Reason, string>> = {
  name: 'of a name that DNS cannot ask for',
  tag: 'without the tag',
  acl: 'hidden by ACL',
  maintenance: 'in maintenance',
  critical: 'critical',
  onlyPassing: 'not passing',
  recordType: 'without a record of this type',
  hostName: 'known by a host name only',
  recordLimit: 'over the record limit',
  truncated: 'lost to UDP',
  stale: 'lost to a stale answer',
  datacenter: 'in another datacenter',
  unexplained: 'missing without a reason that HTTP knows',
}

/** `2 critical, 1 in maintenance`, the commonest first. */
const summarise = (missing: readonly Missing[]): string =>
  [...Map.groupBy(missing, ({reason}) => reason)]
    .toSorted(([, left], [, right]) => right.length - left.length)
    .map(([reason, entries]) => `${entries.length} ${REASONS[reason]}`)
    .join(', ')

const nameOf = ({query, service, by, tags}: InstanceSubject): string => {
  const through =
    by === 'service'
      ? service
      : by === 'connect'
        ? `the sidecars of ${service}`
        : `the gateways of ${service}`
  const tagged = tags.length === 0 ? through : `${through} with the tag ${tags.join(' and ')}`
  return query === undefined ? tagged : `${tagged} (what the prepared query ${query} asks for)`
}

/** What the name does not ask for is not missing from its answer, though it is told. */
const isAsked = ({reason}: Missing): boolean => reason !== 'tag'

const explainGiven = (
  {lookup}: Evidence,
  subject: InstanceSubject,
  answer: DnsAnswer,
  {answered, missing}: Comparison,
): Pick<Finding, 'cause' | 'verdict'> => {
  const asked = missing.filter(isAsked)
  const all = answered + asked.length
  const records = count(answer.message.answers.length, 'record')
  const given =
    asked.length > 0
      ? `${answered} of ${count(all, 'instance')} of ${nameOf(subject)} ${answered === 1 ? 'is' : 'are'} given out, in ${records}. Not given out: ${summarise(asked)}.`
      : all === 1
        ? `The only instance of ${nameOf(subject)} is given out.`
        : `All ${all} instances of ${nameOf(subject)} are given out, in ${records}.`
  const isTruncated = asked.some(({reason}) => reason === 'truncated')
  return {
    cause: asked.length === 0 ? 'answered' : isTruncated ? 'truncated' : 'partial',
    verdict: [given, describeTruncation(lookup)].filter(Boolean).join(' '),
  }
}

const explainHeldBack = (
  subject: InstanceSubject,
  answer: DnsAnswer,
  {missing}: Comparison,
): Pick<Finding, 'cause' | 'verdict'> => {
  const asked = missing.filter(isAsked)
  if (asked.length === 0) {
    const {service, tags} = subject
    return {
      cause: 'noSuchTag',
      verdict: `${because(answer)} none of the ${count(missing.length, 'instance')} of ${service} has the tag ${tags.join(' and ')}.`,
    }
  }
  const all = asked.length === 1 ? 'the only instance' : `all ${asked.length} instances`
  return {
    cause: causeOf(new Set(asked.map(({reason}) => reason))),
    verdict: `${because(answer)} ${all} of ${nameOf(subject)} ${asked.length === 1 ? 'is' : 'are'} held back: ${summarise(asked)}.`,
  }
}

const UNHEALTHY: readonly Reason[] = ['critical', 'maintenance', 'onlyPassing']

const causeOf = (reasons: ReadonlySet<Reason>): Cause => {
  const all = (...among: readonly Reason[]): boolean => [...reasons].every(reason => among.includes(reason))
  if (all('name')) return 'notAskable'
  if (all('acl')) return 'hiddenByAcl'
  if (all(...UNHEALTHY)) return 'noneHealthy'
  if (all('recordType', ...UNHEALTHY)) return 'wrongType'
  if (all('acl', ...UNHEALTHY)) return 'hiddenByAcl'
  return 'unexplained'
}

const explainNone = (evidence: Evidence, subject: InstanceSubject, answer: DnsAnswer): Finding => {
  const {own, elsewhere, similar, service} = subject
  const {rcode, answers} = answer.message
  if (dataOf(own) === undefined && 'error' in own) {
    return {
      cause: 'unexplained',
      verdict:
        `${rcode}: HTTP cannot be asked about ${service}: ${own.error.message}. ${own.error.nextStep ?? ''}`.trim(),
    }
  }
  const isFiltered = 'data' in own && own.filteredByAcls
  if (answers.length > 0) {
    return {
      cause: 'unexplained',
      verdict: `DNS gives ${count(answers.length, 'record')}, but HTTP shows no instance of ${nameOf(subject)}${isFiltered ? ' to this token' : ': the answer may be stale'}.`,
    }
  }
  if (elsewhere.length > 0) return explainElsewhere(evidence, subject, answer)
  const orHidden = evidence.aclsEnabled || isFiltered ? ', or none that this token may read' : ''
  const none = {
    service: `there is no service called ${service}`,
    connect: `no sidecar of ${service} is registered, nor an instance that is in the mesh by itself`,
    ingress: `no ingress gateway serves ${service}`,
  }[subject.by]
  return {
    cause: 'noSuchService',
    verdict: `${because(answer)} ${none}${orHidden}${didYouMean(similar)}.`,
    notes: notesOnFailover(subject),
  }
}

const explainElsewhere = (
  {form, settings, datacenter}: Evidence,
  {service, elsewhere}: InstanceSubject,
  answer: DnsAnswer,
): Finding => {
  const there = elsewhere.map(each => `${each.instances.length} in ${each.datacenter}`).join(', ')
  const nearest = elsewhere[0]?.datacenter ?? ''
  const name =
    'place' in form
      ? formatName({...form, place: {...form.place, datacenter: nearest}}, settings.zones.domain)
      : undefined
  const missing = elsewhere.flatMap(({datacenter: where, instances}) =>
    instances.map(instance =>
      entryOf(instance, {reason: 'datacenter', text: `it is registered in ${where}`}),
    ),
  )
  return {
    cause: 'wrongDatacenter',
    verdict: `${because(answer)} ${service} has no instance in ${datacenter ?? 'this datacenter'}, but ${there}${name ? `: ask ${bare(name)}` : ''}.`,
    missing,
    instances: {answered: 0, registered: missing.length},
  }
}

const notesOnFailover = ({query, failover}: InstanceSubject): readonly string[] => {
  if (failover === undefined) return []
  const {datacenter, found} = failover
  return [
    found
      ? `The prepared query ${query} has failed over to ${datacenter}: nothing before that could be given out.`
      : `The prepared query ${query} has failed over as far as ${datacenter}, in vain.`,
  ]
}

const notesOnRecords = ({surplus, unknown}: Comparison): readonly string[] => [
  ...surplus.map(
    ({id, node, text}) =>
      `${id} on ${node} is given out although HTTP says that it should not be (${text}): the answer is older.`,
  ),
  ...(unknown === 0
    ? []
    : [
        `${count(unknown, 'record')} of the answer ${unknown === 1 ? 'belongs' : 'belong'} to no instance that HTTP shows: the answer is older, or this token may not read them.`,
      ]),
]
