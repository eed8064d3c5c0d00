import type {DnsReport, ReportedAnswer, ReportedRecord, ReportedTransport} from '../../state/dns/report.ts'
import {alignColumns} from '../../terminal/align-columns.ts'
import {printableLine} from '../../terminal/printable.ts'

/** A lookup for people: the verdict first, then the instances that are missing, the transports, and the sections. */
export const answerText = (report: DnsReport, settings: string | undefined): string => {
  const {name, type, server, explanation} = report
  const parts = [
    [`${name} ${type} at ${server.address} (${server.origin})`],
    [explanation?.verdict ?? report.summary],
    missingLines(report),
    explanation?.notes ?? [],
    transportLines(report.transports),
    ...sections(report),
    settings === undefined ? [] : [`The agent: ${settings}.`],
  ]
  return `${parts
    .filter(lines => lines.length > 0)
    .map(lines => lines.map(printableLine).join('\n'))
    .join('\n\n')}\n`
}

const missingLines = ({explanation}: DnsReport): readonly string[] => {
  const missing = explanation?.missing ?? []
  if (missing.length === 0) return []
  return [
    'Not in the answer:',
    ...alignColumns(
      // A width can only be told of text that is safe to print.
      missing.map(({id, node, address, port, text}) =>
        ['', `${id} on ${node}`, `${address}:${port}`, text].map(printableLine),
      ),
    ),
  ]
}

const transportLines = (transports: readonly ReportedTransport[]): readonly string[] =>
  alignColumns(
    [
      ['', 'answers', 'bytes', 'time', 'code', 'flags'],
      ...transports.map(({transport, answer, error}) =>
        answer
          ? [
              transport.toUpperCase().replace('WITHOUT', 'without'),
              String(answer.answers.length),
              String(answer.bytes),
              `${answer.timeMs.toFixed(1)} ms`,
              answer.rcode,
              answer.flags.join(' '),
            ]
          : [transport.toUpperCase().replace('WITHOUT', 'without'), '', '', '', 'none', error?.message ?? ''],
      ),
    ].map(row => row.map(printableLine)),
    [1, 2, 3],
  )

/** Of the answer that a UDP client gets; of the one over TCP, with what is lost marked, where that one is fuller. */
const sections = ({transports, lostOverUdp}: DnsReport): readonly (readonly string[])[] => {
  const udp = transports.find(({transport}) => transport === 'udp')?.answer
  const tcp = transports.find(({transport}) => transport === 'tcp')?.answer
  const answer = tcp && (udp === undefined || lostOverUdp.length > 0) ? tcp : udp
  if (answer === undefined) return []
  const lost = new Set(answer === udp ? [] : lostOverUdp.map(({data}) => data))
  return [
    section(`QUESTION${answer === tcp ? ' (over TCP)' : ''}`, questionLines(answer)),
    section('ANSWER', recordLines(answer.answers, lost)),
    section('AUTHORITY', recordLines(answer.authorities)),
    section('ADDITIONAL', recordLines(answer.additionals)),
  ]
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...lines]

const questionLines = ({questions, edns}: ReportedAnswer): readonly string[] => [
  ...questions.map(({name, type, class: klass}) => `${name}  ${klass}  ${type}`),
  ...(edns ? [`EDNS version ${edns.version}, UDP up to ${edns.udpSize} bytes`] : []),
]

const recordLines = (
  records: readonly ReportedRecord[],
  lost: ReadonlySet<string> = new Set(),
): readonly string[] =>
  alignColumns(
    records.map(({name, ttl, class: klass, type, data}) =>
      [name, String(ttl), klass, type, lost.has(data) ? `${data}  ; not over UDP` : data].map(printableLine),
    ),
    [1],
  )
