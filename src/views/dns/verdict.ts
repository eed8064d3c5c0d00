import type {DnsAnswered} from '../../state/dns/page.ts'
import type {DnsReport} from '../../state/dns/report.ts'
import type {Section} from '../document/document.ts'
import type {Tone} from '../theme.ts'
import {paragraph} from './paragraph.ts'

const TONES: Readonly<Record<DnsReport['result'], Tone>> = {answered: 'good', empty: 'warn', error: 'bad'}

/** What came, how old it may get and how long it took; then what a client should know before all else. */
export const verdictSection = ({report, sentences, settings}: DnsAnswered, width: number): Section => {
  const [first = '', ...others] = sentences
  const head = [first.replace(/\.$/, ''), ...measures(report)].join(' · ')
  const doubt = settings.isAssumed
    ? [`Asked ${report.server.address} (${settings.origin}). lictor --dns-addr names another server.`]
    : []
  return {
    id: 'verdict',
    title: '',
    lines: [
      ...paragraph('head', head, {width, tone: TONES[report.result]}),
      ...[...others, ...doubt].flatMap((text, place) => paragraph(`${place}`, text, {width, tone: 'warn'})),
    ],
  }
}

const measures = ({transports}: DnsReport): readonly string[] => {
  const [ttl] = transports.flatMap(({answer}) =>
    answer && answer.answers.length > 0 ? [answer.answers] : [],
  )
  const sizes = transports
    .filter(({transport}) => transport !== 'udp without EDNS')
    .flatMap(({transport, answer}) =>
      answer ? [`${transport.toUpperCase()} ${answer.bytes} B, ${answer.timeMs.toFixed(1)} ms`] : [],
    )
  return [...(ttl ? [ttlText(ttl.map(record => record.ttl))] : []), ...sizes]
}

const ttlText = (ttls: readonly number[]): string => {
  const [least, most] = [Math.min(...ttls), Math.max(...ttls)]
  return least === most ? `TTL ${least} s` : `TTL ${least} to ${most} s`
}
