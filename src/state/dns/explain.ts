import type {DnsAnswer} from '../../api/dns/ask.ts'
import type {ConsulError} from '../../api/errors.ts'
import type {Evidence} from './evidence.ts'
import {explainInstances} from './explain-instances.ts'
import {explainName} from './explain-name.ts'
import {explainNode} from './explain-node.ts'
import {because, didYouMean, type Explanation, type Finding} from './finding.ts'
import {answerOf, fullAnswer, type Lookup} from './lookup.ts'
import {notesOn} from './notes.ts'

/** Weighs the answer against the evidence. The same evidence gives the same words. */
export const explain = (evidence: Evidence): Explanation => {
  const {lookup} = evidence
  const answer = answerOf(lookup.udp) ?? fullAnswer(lookup)
  const {notes = [], missing = [], ...finding} = answer ? weigh(evidence, answer) : silence(lookup)
  return {...finding, missing, notes: [...notes, ...notesOn(evidence)]}
}

const weigh = (evidence: Evidence, answer: DnsAnswer): Finding => {
  const {rcode} = answer.message
  const {subject} = evidence
  if (rcode !== 'NOERROR' && rcode !== 'NXDOMAIN') return explainName(evidence, answer)
  switch (subject.kind) {
    case 'instances':
      return explainInstances(evidence, subject, answer)
    case 'node':
      return explainNode(evidence, subject, answer)
    case 'noQuery':
      return subject.error
        ? {
            cause: 'unexplained',
            verdict: `${rcode}: the prepared query ${subject.query} cannot be read over HTTP: ${inFull(subject.error)}`,
          }
        : {
            cause: 'noSuchQuery',
            verdict: `${because(answer)} there is no prepared query called ${subject.query}${didYouMean(subject.similar)}.`,
          }
    case 'none':
      return explainName(evidence, answer)
  }
}

const silence = (lookup: Lookup): Finding => {
  const errors = [lookup.udp, lookup.tcp].flatMap(outcome => ('error' in outcome ? [outcome.error] : []))
  const [first] = errors
  return {
    cause: 'noAnswer',
    verdict: errors.map(sayError).join(' '),
    ...(first?.nextStep && {notes: [first.nextStep]}),
  }
}

const sayError = ({shortMessage, details}: ConsulError): string =>
  details ? `${shortMessage}: ${details}.` : `${shortMessage}.`

const inFull = (error: ConsulError): string => [sayError(error), error.nextStep].filter(Boolean).join(' ')
