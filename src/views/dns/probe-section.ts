import type {ShownProbe} from '../../state/dns/page.ts'
import type {ProbeStatistics} from '../../state/dns/probe-statistics.ts'
import {percent, ROUNDNESS_WORDS, sparkline} from '../../state/dns/probe-words.ts'
import {alignColumns} from '../../terminal/align-columns.ts'
import {printableLine} from '../../terminal/printable.ts'
import type {Section, SectionLine} from '../document/document.ts'
import {type Span, span} from '../span.ts'
import type {Tone} from '../theme.ts'
import {paragraph} from './paragraph.ts'

/** What a probe has come to so far, server by server. */
export const probeSection = (probe: ShownProbe | undefined, width: number): readonly Section[] => {
  if (probe === undefined) return []
  const {report, isRunning} = probe
  const {done, total, elapsedMs, servers} = report
  const how = isRunning ? 'runs' : done < total ? 'stopped' : 'done'
  const counted = `${done} of ${total} asked in ${(elapsedMs / 1_000).toFixed(1)} s`
  return [
    {
      id: 'probe',
      title: `Probe: ${how}, ${counted}`,
      lines: servers.flatMap((server, index) => serverLines(`${index}`, server, width)),
    },
  ]
}

const serverLines = (key: string, statistics: ProbeStatistics, width: number): readonly SectionLine[] => {
  const {server, sent, answered, lost, failed, rcodes, latency, seconds, failures} = statistics
  const codes = rcodes.map(({rcode, count}) => `${rcode} ${count}`).join(', ')
  const tone: Tone = answered === sent ? 'good' : 'bad'
  const line = (name: string, ...spans: readonly Span[]): SectionLine => ({key: `${key}\0${name}`, spans})
  return [
    line('server', span(server, undefined, true)),
    line(
      'answered',
      span(`${percent(answered, sent)} answered`, tone),
      span(` (${answered} of ${sent}) · ${lost} lost · ${failed} failed`),
    ),
    line('codes', span([codes, ...variety(statistics)].filter(text => text !== '').join(' · '))),
    ...(latency
      ? [
          line(
            'latency',
            span(`p50 ${latency.p50.toFixed(2)} ms · p99 ${latency.p99.toFixed(2)} ms  `),
            span(sparkline(seconds), 'accent'),
          ),
        ]
      : []),
    ...firstLines(key, statistics, width),
    ...failures.flatMap(({message, count}, place) =>
      paragraph(`${key}\0failure ${place}`, `${count} times: ${message}`, {width, tone: 'bad'}),
    ),
  ]
}

const variety = ({empty, distinct, distinctIsLeast}: ProbeStatistics): readonly string[] => [
  `${distinctIsLeast ? 'at least ' : ''}${distinct} different ${distinct === 1 ? 'answer' : 'answers'}`,
  ...(empty > 0 ? [`${empty} without a record`] : []),
]

const firstLines = (
  key: string,
  {first, roundness, answered, empty}: ProbeStatistics,
  width: number,
): readonly SectionLine[] => {
  if (first.length < 2) return []
  const rows = alignColumns(
    first.map(({record, count}) =>
      ['', record, String(count), percent(count, answered - empty)].map(printableLine),
    ),
    [2, 3],
  )
  const heading = `In first place (${ROUNDNESS_WORDS[roundness]}; an even share is ${percent(1, first.length)}):`
  return [
    ...paragraph(`${key}\0first`, heading, {width, tone: 'dim'}),
    ...rows.map((row, place) => ({
      key: `${key}\0first ${place}`,
      spans: [span(row)],
      copy: first[place]?.record ?? row,
    })),
  ]
}
