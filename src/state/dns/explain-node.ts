import {isIP} from 'node:net'
import type {DnsAnswer} from '../../api/dns/ask.ts'
import {dataOf, type Evidence, type NodeSubject} from './evidence.ts'
import {because, didYouMean, type Finding} from './finding.ts'
import {unknownDatacenter} from './unknown-datacenter.ts'

/** A node's name gives its address whatever its health: only what the catalog has counts. */
export const explainNode = (evidence: Evidence, subject: NodeSubject, answer: DnsAnswer): Finding => {
  const {node, own, anonymous, similar} = subject
  const {type} = evidence.lookup.question
  const found = dataOf(own) ?? dataOf(anonymous)
  const address = found?.node.address
  if (answer.message.answers.length > 0) {
    const shown =
      address === undefined ? 'HTTP does not show the node to this token' : `its address is ${address}`
    return {
      cause: 'answered',
      verdict: `The node ${node} is in the catalog; ${shown}.`,
      notes: ['A node’s name is answered whatever the node’s health.'],
    }
  }
  const lost = unknownDatacenter(evidence)
  if (lost) return {cause: 'wrongDatacenter', verdict: `${because(answer)} ${lost}.`}
  if (address !== undefined && dataOf(anonymous) === undefined && 'data' in anonymous) {
    return {
      cause: 'hiddenByAcl',
      verdict: `${because(answer)} the agent’s DNS token may not read the node ${node} (needs node:read): without a token HTTP does not show it either.`,
    }
  }
  if (address !== undefined) {
    const family = isIP(address)
    if ((type === 'A' && family === 6) || (type === 'AAAA' && family === 4)) {
      return {
        cause: 'wrongType',
        verdict: `${because(answer)} the address of ${node}, ${address}, is IPv${family}: ask ${family === 6 ? 'AAAA' : 'A'}.`,
      }
    }
    if (type === 'SRV' || type === 'PTR' || type === 'SOA' || type === 'NS' || type === 'CNAME') {
      return {
        cause: 'wrongType',
        verdict: `${because(answer)} nodes have A, AAAA and TXT records, not ${type}.`,
      }
    }
    return {
      cause: 'unexplained',
      verdict: `${answer.message.rcode}: HTTP has the node ${node} at ${address}, DNS does not; ask again.`,
    }
  }
  if ('error' in own)
    return {
      cause: 'unexplained',
      verdict: `${answer.message.rcode}: HTTP cannot be asked about the node: ${own.error.message}.`,
    }
  const orHidden = evidence.aclsEnabled || own.filteredByAcls ? ', or none that this token may read' : ''
  return {
    cause: 'noSuchNode',
    verdict: `${because(answer)} there is no node called ${node}${orHidden}${didYouMean(similar)}.`,
  }
}
