import {isIP} from 'node:net'
import type {ServiceInstance} from '../../api/health.ts'
import {instanceKey} from '../rows/instance-rows.ts'
import {dataOf, type Evidence, type InstanceSubject} from './evidence.ts'
import type {Held} from './hold-back.ts'
import {answerOf, fullAnswer, type Lookup} from './lookup.ts'
import {addressOf} from './record-keys.ts'

/** Why an instance that should be given out is not: what happened between the catalog and the client. */
export const whyLost = (
  instance: ServiceInstance,
  isInFullAnswer: boolean,
  evidence: Evidence,
  subject: InstanceSubject,
): Held =>
  (isInFullAnswer && isCut(evidence.lookup) ? byTruncation(evidence) : undefined) ??
  byHostName(instance, evidence) ??
  byLimit(evidence) ??
  byStaleness(instance, evidence, subject)

/** Two full answers may differ as well, where Consul draws lots. */
const isCut = (lookup: Lookup): boolean => {
  const [udp, full] = [answerOf(lookup.udp)?.message, fullAnswer(lookup)?.message]
  return udp !== undefined && full !== undefined && udp.answers.length < full.answers.length
}

const byTruncation = ({lookup}: Evidence): Held => {
  const isTold = answerOf(lookup.udp)?.message.flags.includes('tc')
  const says = isTold ? 'TC is set, so that it may ask over TCP' : 'TC is not set, so that it does not know'
  return {reason: 'truncated', text: `it is in the answer over TCP, but not in this one over UDP; ${says}`}
}

/** Consul answers with the first host name that it finds, and only where it finds no address. */
const byHostName = (instance: ServiceInstance, {lookup}: Evidence): Held | undefined => {
  const address = addressOf(instance)
  if (isIP(address) !== 0 || lookup.question.type === 'SRV' || address === '') return undefined
  return {
    reason: 'hostName',
    text: `its address is the host name ${address}: of those Consul gives one at the most, and none beside IP addresses (ask SRV)`,
  }
}

const byLimit = ({lookup, settings}: Evidence): Held | undefined => {
  const limit = settings.agent.aRecordLimit ?? 0
  const isLimited = limit > 0 && lookup.question.type !== 'SRV'
  if (!isLimited || (fullAnswer(lookup)?.message.answers.length ?? 0) < limit) return undefined
  return {
    reason: 'recordLimit',
    text: `the agent gives ${limit} addresses at the most, others each time (dns_config.a_record_limit)`,
  }
}

const byStaleness = (
  instance: ServiceInstance,
  {settings, aclsEnabled}: Evidence,
  {stale}: InstanceSubject,
): Held => {
  const old = dataOf(stale)?.find(other => keyOf(other) === keyOf(instance))
  if ('data' in stale && (old === undefined || old.checks.some(({status}) => status === 'critical'))) {
    const behind = stale.lastContactMs ? `, ${stale.lastContactMs} ms without word from the leader` : ''
    return {reason: 'stale', text: `stale answer: the server that DNS asked does not have it so yet${behind}`}
  }
  if (settings.agent.useCache) {
    return {reason: 'stale', text: 'stale answer: the agent answers from its cache (dns_config.use_cache)'}
  }
  const token = aclsEnabled ? ', or the agent’s DNS token may not read it' : ''
  return {
    reason: 'unexplained',
    text: `HTTP has it, DNS does not: it may have changed in between${token}; ask again`,
  }
}

const keyOf = ({node, service}: ServiceInstance): string => instanceKey(node.name, service.id)
