import {rcodeInWords} from '../../api/dns/message.ts'
import {bare, count} from './finding.ts'
import {answerOf, type Lookup} from './lookup.ts'
import type {DnsSettings} from './settings.ts'
import {describeTruncation} from './transports.ts'

/** What a UDP client ends with: records, nothing, or an error. */
export type Result = 'answered' | 'empty' | 'error'

export const resultOf = (lookup: Lookup): Result => {
  const message = answerOf(lookup.udp)?.message
  if (message?.rcode === 'NOERROR') return message.answers.length > 0 ? 'answered' : 'empty'
  return message?.rcode === 'NXDOMAIN' ? 'empty' : 'error'
}

/** What came, and then what else there is to say of it, a sentence each. */
export const sentencesOf = (lookup: Lookup): readonly string[] => {
  const {udp, tcp} = lookup
  if ('error' in udp) {
    const {error} = udp
    const overTcp = 'answer' in tcp ? `Over TCP there is an answer: ${tcp.answer.message.rcode}.` : ''
    return [`${error.message}.`, overTcp, error.nextStep ?? ''].filter(sentence => sentence !== '')
  }
  const {rcode, answers} = udp.answer.message
  const words = rcodeInWords(rcode)
  const said =
    rcode === 'NOERROR'
      ? answers.length === 0
        ? 'the name exists, but has no record of this type'
        : count(answers.length, 'record')
      : words
  const truncation = describeTruncation(lookup)
  return [`${rcode}${said ? `: ${said}` : ''}.`, ...(truncation === undefined ? [] : [truncation])]
}

/** The answer in a sentence or two, without reasons. */
export const summarise = (lookup: Lookup): string => sentencesOf(lookup).join(' ')

/** How the agent answers, as far as it tells: `only_passing off, TTL of nodes 0s`. */
export const describeSettings = ({agent, zones}: DnsSettings): string => {
  const {
    onlyPassing,
    enableTruncate,
    udpAnswerLimit,
    aRecordLimit,
    useCache,
    nodeTtl,
    serviceTtl,
    negativeTtl,
  } = agent
  const ttls = Object.entries(serviceTtl ?? {}).map(([name, ttl]) => `${name} ${ttl}`)
  const parts: readonly (readonly [string, string | number | boolean | undefined])[] = [
    ['domain', [zones.domain, ...(zones.altDomain ? [zones.altDomain] : [])].map(bare).join(' and ')],
    ['only_passing', onlyPassing],
    ['enable_truncate', enableTruncate],
    ['udp_answer_limit', udpAnswerLimit],
    ['a_record_limit', aRecordLimit],
    ['use_cache', useCache],
    ['node_ttl', nodeTtl],
    ['service_ttl', ttls.length > 0 ? ttls.join(', ') : serviceTtl && '0s'],
    ['soa.min_ttl', negativeTtl],
  ]
  return parts.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`])).join('; ')
}
