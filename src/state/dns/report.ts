import type {DnsAnswer} from '../../api/dns/ask.ts'
import {type DnsRecord, formatRecordData, recordType} from '../../api/dns/record.ts'
import {formatDnsServer} from '../../api/dns/server-address.ts'
import type {ConsulErrorKind} from '../../api/errors.ts'
import type {Asked} from './asked.ts'
import type {Explanation} from './finding.ts'
import {answerOf, fullAnswer, type Outcome} from './lookup.ts'
import type {NameForm} from './name-form.ts'
import type {DnsSettings} from './settings.ts'
import {type Result, resultOf, summarise} from './summary.ts'

export type ReportedRecord = {
  readonly name: string
  readonly type: string
  readonly class: string
  /** Seconds. */
  readonly ttl: number
  /** As zone files have it. */
  readonly data: string
}

export type ReportedAnswer = {
  readonly rcode: string
  readonly flags: readonly string[]
  readonly bytes: number
  readonly timeMs: number
  /** How many datagrams it took. */
  readonly tries: number
  readonly edns?: {readonly version: number; readonly udpSize: number}
  readonly questions: readonly {readonly name: string; readonly type: string; readonly class: string}[]
  readonly answers: readonly ReportedRecord[]
  readonly authorities: readonly ReportedRecord[]
  readonly additionals: readonly ReportedRecord[]
}

/** How one kind of client fares: `answer` or `error`. */
export type ReportedTransport = {
  readonly transport: 'udp' | 'udp without EDNS' | 'tcp'
  readonly answer?: ReportedAnswer
  readonly error?: {
    readonly kind: ConsulErrorKind
    readonly message: string
    readonly nextStep?: string
  }
}

/** A lookup as plain data: what `lictor dns --json` prints. Fields are only ever added. */
export type DnsReport = {
  readonly name: string
  readonly type: string
  readonly server: {readonly address: string; readonly origin: string}
  readonly form: NameForm
  readonly result: Result
  readonly summary: string
  readonly transports: readonly ReportedTransport[]
  /** The records of the fullest answer that a UDP client is not given. */
  readonly lostOverUdp: readonly ReportedRecord[]
  readonly explanation?: Explanation
}

export const reportOf = (
  {form, lookup}: Asked,
  {origin}: DnsSettings,
  explanation?: Explanation,
): DnsReport => {
  const {question, udp, plainUdp, tcp} = lookup
  return {
    name: question.name,
    type: question.type,
    server: {address: formatDnsServer(lookup.server), origin},
    form,
    result: resultOf(lookup),
    summary: summarise(lookup),
    transports: [
      {transport: 'udp', ...reportOutcome(udp)},
      ...(plainUdp ? [{transport: 'udp without EDNS' as const, ...reportOutcome(plainUdp)}] : []),
      {transport: 'tcp', ...reportOutcome(tcp)},
    ],
    lostOverUdp: lostRecords(answerOf(udp), fullAnswer(lookup)),
    ...(explanation && {explanation}),
  }
}

const reportOutcome = (outcome: Outcome): Omit<ReportedTransport, 'transport'> => {
  if ('error' in outcome) {
    const {kind, message, nextStep} = outcome.error
    return {error: {kind, message, ...(nextStep !== undefined && {nextStep})}}
  }
  const {message, bytes, tookMs, tries} = outcome.answer
  const {rcode, flags, edns, questions, answers, authorities, additionals} = message
  return {
    answer: {
      rcode,
      flags,
      bytes,
      timeMs: Math.round(tookMs * 1_000) / 1_000,
      tries,
      ...(edns && {edns}),
      questions,
      answers: answers.map(reportRecord),
      authorities: authorities.map(reportRecord),
      additionals: additionals.map(reportRecord),
    },
  }
}

const reportRecord = (record: DnsRecord): ReportedRecord => ({
  name: record.name,
  type: recordType(record),
  class: record.class,
  ttl: record.ttl,
  data: formatRecordData(record),
})

const lostRecords = (udp: DnsAnswer | undefined, full: DnsAnswer | undefined): readonly ReportedRecord[] => {
  if (udp === undefined || full === undefined) return []
  const given = new Set(udp.message.answers.map(formatRecordData))
  // Where Consul draws lots among the addresses, those of two answers differ though none was lost.
  if (udp.message.answers.length >= full.message.answers.length) return []
  return full.message.answers.map(reportRecord).filter(({data}) => !given.has(data))
}
