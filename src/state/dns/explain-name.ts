import type {DnsAnswer} from '../../api/dns/ask.ts'
import {rcodeInWords} from '../../api/dns/message.ts'
import type {Evidence} from './evidence.ts'
import {bare, because, count, type Finding} from './finding.ts'
import {isFormWord, type Zones} from './name-form.ts'

/** What can be said from the name and the code alone: nothing in the catalog stands for such a name. */
export const explainName = (evidence: Evidence, answer: DnsAnswer): Finding => {
  const {form, settings, lookup} = evidence
  const {message} = answer
  const records = message.answers.length
  const {type} = lookup.question
  const name = bare(lookup.question.name)
  if (form.kind === 'foreign') return explainForeign(evidence, answer)
  if (form.kind === 'reverse' && records === 0) {
    return {
      cause: 'noSuchAddress',
      verdict: `${message.rcode} because no node and no service${inDatacenter(evidence)} has the address ${form.ip}${recursors(settings.agent.recursors)}.`,
    }
  }
  if (message.rcode === 'REFUSED' || message.rcode === 'NOTAUTH') {
    return {
      cause: 'refused',
      verdict: `${message.rcode}: ${rcodeInWords(message.rcode)}. Does it serve ${bare(settings.zones.domain)}?`,
    }
  }
  if (message.rcode !== 'NOERROR' && message.rcode !== 'NXDOMAIN') {
    return {
      cause: 'serverFailure',
      verdict: `${message.rcode}: ${rcodeInWords(message.rcode) || 'an error'}. The agent may have no server to ask, or the servers no leader.`,
    }
  }
  if (records > 0) return {cause: 'answered', verdict: `${name} has ${count(records, 'record')}.`}
  switch (form.kind) {
    case 'formless':
      return {cause: 'noSuchForm', verdict: `${because(answer)} Consul knows no such name: ${form.reason}.`}
    case 'domain':
      return {
        cause: 'wrongType',
        verdict: `${because(answer)} the domain itself has only SOA and NS records, not ${type}.`,
      }
    case 'addr':
      return {
        cause: 'wrongType',
        verdict: `${because(answer)} ${form.ip} is ${form.ip.includes(':') ? 'IPv6: ask AAAA' : 'IPv4: ask A'}.`,
      }
    case 'virtual':
      return {
        cause: 'unexplained',
        verdict: `${because(answer)} ${form.service} has no virtual IP: those exist since Consul 1.11, as A records, for services in the mesh.`,
      }
    default:
      return {cause: 'unexplained', verdict: `${message.rcode}: HTTP does not tell what ${name} should give.`}
  }
}

const explainForeign = ({settings, lookup}: Evidence, {message}: DnsAnswer): Finding => {
  const name = bare(lookup.question.name)
  const {zones, agent} = settings
  const records = message.answers.length
  if (records > 0) {
    return {
      cause: 'answered',
      verdict: `${name} is not Consul’s: the agent has asked its recursors, and has ${count(records, 'record')}.`,
    }
  }
  const zone = [zones.domain, ...(zones.altDomain ? [zones.altDomain] : [])].map(bare).join(' or ')
  const meant = meantName(lookup.question.name, zones)
  const hint = meant === undefined ? '' : ` (is it ${meant}?)`
  return {
    cause: 'wrongDomain',
    verdict: `${message.rcode} because ${name} is not in ${zone}${recursors(agent.recursors)}${hint}.`,
  }
}

const recursors = (known: readonly string[] | undefined): string => {
  if (known === undefined) return ''
  return known.length === 0
    ? ', and the agent has no recursors to ask'
    : `, and the recursors of the agent do not know it`
}

const inDatacenter = ({datacenter}: Evidence): string => (datacenter ? ` of ${datacenter}` : '')

/** The same form in Consul's own domain; a word alone is most likely a service. */
const meantName = (name: string, {domain}: Zones): string | undefined => {
  const labels = name.split('.').slice(0, -1)
  if (labels.length === 1) return `${labels[0]}.service.${bare(domain)}`
  const at = labels.findLastIndex(isFormWord)
  return at > 0 ? `${labels.slice(0, at + 1).join('.')}.${bare(domain)}` : undefined
}
