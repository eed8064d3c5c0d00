import {isIP} from 'node:net'
import type {ServiceInstance} from '../../api/health.ts'
import {type HealthCheck, isMaintenance} from '../../api/health-check.ts'
import {instanceKey} from '../rows/instance-rows.ts'
import {isAskable} from './completion.ts'
import {dataOf, type Evidence, type InstanceSubject} from './evidence.ts'
import {addressOf} from './record-keys.ts'

/** Why an instance is not in an answer; a closed list, part of what `--json` promises. */
export type Reason =
  | 'name'
  | 'tag'
  | 'acl'
  | 'maintenance'
  | 'critical'
  | 'onlyPassing'
  | 'recordType'
  | 'hostName'
  | 'recordLimit'
  | 'truncated'
  | 'stale'
  | 'datacenter'
  | 'unexplained'

export type Held = {readonly reason: Reason; readonly text: string}

/** Why Consul keeps this instance out of DNS, as far as HTTP tells; undefined for one that should be given out. */
export const holdBack = (
  instance: ServiceInstance,
  evidence: Evidence,
  subject: InstanceSubject,
): Held | undefined =>
  byName(subject) ??
  byTag(instance, subject) ??
  byAcl(instance, subject) ??
  byHealth(instance, evidence, subject) ??
  byType(instance, evidence.lookup.question.type)

/** A prepared query names the service itself, so that DNS need not. */
const byName = ({service, query}: InstanceSubject): Held | undefined =>
  query !== undefined || isAskable(service)
    ? undefined
    : {reason: 'name', text: 'DNS never finds a name with other characters than letters, digits, - and _'}

const byTag = ({service}: ServiceInstance, {tags}: InstanceSubject): Held | undefined => {
  const has = new Set(service.tags.map(tag => tag.toLowerCase()))
  const wanted = tags.find(tag => !tag.startsWith('!') && !has.has(tag.toLowerCase()))
  const own = service.tags.length === 0 ? 'it has none' : `it has ${service.tags.join(', ')}`
  if (wanted !== undefined) return {reason: 'tag', text: `the tag ${wanted} is not on it: ${own}`}
  const refused = tags.find(tag => tag.startsWith('!') && has.has(tag.slice(1).toLowerCase()))
  if (refused === undefined) return undefined
  return {reason: 'tag', text: `the query leaves out what has the tag ${refused.slice(1)}`}
}

/** DNS sees what HTTP shows to nobody: a token that the operator has does not help it. */
const byAcl = (instance: ServiceInstance, {anonymous, own}: InstanceSubject): Held | undefined => {
  const seen = dataOf(anonymous)
  const denied = 'error' in anonymous && anonymous.error.kind === 'forbidden'
  if ((seen === undefined && !denied) || dataOf(own) === undefined) return undefined
  const key = keyOf(instance)
  if (seen?.some(other => keyOf(other) === key)) return undefined
  return {
    reason: 'acl',
    text: `hidden by ACL: without a token HTTP does not show it either (${rulesFor(instance)})`,
  }
}

const rulesFor = ({service, node}: ServiceInstance): string =>
  `needs service:read on ${service.name} and node:read on ${node.name}`

const byHealth = (
  {checks}: ServiceInstance,
  {settings}: Evidence,
  {onlyPassing, ignoredChecks}: InstanceSubject,
): Held | undefined => {
  const counted = checks.filter(({checkId}) => !ignoredChecks.includes(checkId))
  const maintenance = counted.find(({checkId}) => isMaintenance(checkId))
  if (maintenance) {
    const whose = maintenance.serviceId === '' ? 'its node is in maintenance' : 'in maintenance'
    return {reason: 'maintenance', text: `${whose}${afterColon(maintenance.notes)}`}
  }
  const critical = counted.find(({status}) => status === 'critical')
  if (critical) return {reason: 'critical', text: `critical: ${describeCheck(critical)}`}
  const imperfect = counted.find(({status}) => status !== 'passing')
  if (imperfect === undefined || !(onlyPassing || settings.agent.onlyPassing)) return undefined
  const whose = onlyPassing
    ? 'the query takes only passing instances'
    : 'the agent has dns_config.only_passing'
  return {reason: 'onlyPassing', text: `${imperfect.status}, and ${whose}: ${describeCheck(imperfect)}`}
}

/** With the first line of what the check printed. */
const describeCheck = ({name, checkId, output, serviceId}: HealthCheck): string => {
  const whose = serviceId === '' ? ' of the node' : ''
  const [line = ''] = output.split('\n').filter(text => text.trim() !== '')
  return `${name || checkId}${whose}${afterColon(line)}`
}

const afterColon = (text: string): string => (text.trim() === '' ? '' : `: ${text.trim()}`)

const byType = (instance: ServiceInstance, type: string): Held | undefined => {
  const address = addressOf(instance)
  if (type === 'SRV') return undefined
  if (type === 'PTR' || type === 'SOA' || type === 'CNAME') {
    return {reason: 'recordType', text: `Consul gives no ${type} records for services: ask A, AAAA or SRV`}
  }
  const version = isIP(address)
  if (version === 6 && type === 'A')
    return {reason: 'recordType', text: `its address ${address} is IPv6: ask AAAA`}
  if (version === 4 && type === 'AAAA')
    return {reason: 'recordType', text: `its address ${address} is IPv4: ask A`}
  return undefined
}

const keyOf = ({node, service}: ServiceInstance): string => instanceKey(node.name, service.id)
