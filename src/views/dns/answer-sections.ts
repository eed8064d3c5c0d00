import type {DnsAnswered} from '../../state/dns/page.ts'
import type {DnsReport, ReportedAnswer, ReportedRecord, ReportedTransport} from '../../state/dns/report.ts'
import {alignColumns} from '../../terminal/align-columns.ts'
import {printableLine} from '../../terminal/printable.ts'
import {displayWidth} from '../../terminal/width.ts'
import type {Section, SectionLine} from '../document/document.ts'
import {type Span, span} from '../span.ts'
import {paragraph} from './paragraph.ts'

/** Of the answer that a UDP client gets, or of the one over TCP where that is fuller. */
const shownAnswer = ({transports, lostOverUdp}: DnsReport): ReportedTransport | undefined => {
  const udp = transports.find(({transport}) => transport === 'udp')
  const tcp = transports.find(({transport}) => transport === 'tcp')
  const isFuller = tcp?.answer !== undefined && (udp?.answer === undefined || lostOverUdp.length > 0)
  return isFuller ? tcp : udp
}

/** How every kind of client fares, and the sections of the fullest answer. */
export const answerSections = ({report}: DnsAnswered, width: number): readonly Section[] => {
  const shown = shownAnswer(report)
  const {answer} = shown ?? {}
  const how = shown?.transport === 'tcp' ? ', over TCP' : ''
  return [
    {id: 'transports', title: 'Transports', lines: transportLines(report.transports, width)},
    ...(answer === undefined
      ? []
      : [
          {id: 'question', title: 'Question', lines: questionLines(answer)},
          recordSection(report, 'answer', `Answer (${answer.answers.length}${how})`, width),
          recordSection(report, 'authority', `Authority (${answer.authorities.length})`, width),
          recordSection(report, 'additional', `Additional (${answer.additionals.length})`, width),
          {id: 'edns', title: 'EDNS', lines: [{spans: [span(ednsText(answer))]}]},
        ].filter(({lines}) => lines.length > 0)),
  ]
}

/** The record that a line of the page shows. */
export const recordOf = (report: DnsReport, lineId: string): ReportedRecord | undefined => {
  const [section = '', ...key] = lineId.split('\0')
  return recordsIn(report, section).find(record => keyOf(record) === key.join('\0'))
}

const recordsIn = (report: DnsReport, section: string): readonly ReportedRecord[] => {
  const {answer} = shownAnswer(report) ?? {}
  if (answer === undefined) return []
  if (section === 'answer') return answer.answers
  if (section === 'authority') return answer.authorities
  return section === 'additional' ? answer.additionals : []
}

const keyOf = ({name, type, data}: ReportedRecord): string => [name, type, data].join('\0')

const transportLines = (transports: readonly ReportedTransport[], width: number): readonly SectionLine[] => {
  const rows = alignColumns(
    [
      ['', 'answers', 'bytes', 'time', 'code', 'flags'],
      ...transports.map(({transport, answer}) => [
        labelOf(transport),
        ...(answer
          ? [
              String(answer.answers.length),
              String(answer.bytes),
              `${answer.timeMs.toFixed(1)} ms`,
              answer.rcode,
              flagsText(answer),
            ]
          : ['', '', '', 'none', '']),
      ]),
    ].map(row => row.map(printableLine)),
    [1, 2, 3],
  )
  return rows.flatMap((row, index): readonly SectionLine[] => {
    const {transport, error} = transports[index - 1] ?? {}
    const line = {key: transport ?? 'heading', spans: [span(row, index === 0 ? 'dim' : error && 'bad')]}
    const reason = error
      ? paragraph(`${transport} error`, error.message, {width, tone: 'bad', indent: '  '})
      : []
    return [line, ...reason]
  })
}

const labelOf = (transport: ReportedTransport['transport']): string =>
  transport.toUpperCase().replace('WITHOUT', 'without')

const flagsText = ({flags, tries}: ReportedAnswer): string =>
  tries > 1 ? `${flags.join(' ')}  (${tries} tries)` : flags.join(' ')

const questionLines = ({questions}: ReportedAnswer): readonly SectionLine[] =>
  questions.map(({name, type, class: klass}) => ({spans: [span([name, klass, type].join('  '))]}))

const ednsText = ({edns}: ReportedAnswer): string =>
  edns
    ? `version ${edns.version}, the server takes UDP up to ${edns.udpSize} bytes`
    : 'the server has answered without EDNS'

/** Where a line has no room for the name, which is mostly the one that was asked, it is left out. */
const recordSection = (report: DnsReport, id: string, title: string, width: number): Section => {
  const records = recordsIn(report, id)
  const rowsWith = (nameOf: (record: ReportedRecord) => string): readonly string[] =>
    alignColumns(
      records.map(record =>
        [nameOf(record), String(record.ttl), record.class, record.type, record.data].map(printableLine),
      ),
      [1],
    )
  const whole = rowsWith(({name}) => name)
  const isRoomy = whole.every(row => displayWidth(row) <= width)
  const rows = isRoomy ? whole : rowsWith(({name}) => (name === report.name ? '' : name))
  const lost = new Set(id === 'answer' ? report.lostOverUdp.map(({data}) => data) : [])
  return {
    id,
    title,
    lines: records.map((record, index) => ({
      key: keyOf(record),
      spans: [span((rows[index] ?? '').trimStart()), ...lostMark(lost.has(record.data))],
      copy: [record.name, record.ttl, record.class, record.type, record.data].join(' '),
    })),
  }
}

const lostMark = (isLost: boolean): readonly Span[] => (isLost ? [span('  not over UDP', 'warn')] : [])
