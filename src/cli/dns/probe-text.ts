import type {ProbeReport} from '../../state/dns/probe.ts'
import type {ProbeStatistics} from '../../state/dns/probe-statistics.ts'
import {percent, ROUNDNESS_WORDS, sparkline} from '../../state/dns/probe-words.ts'
import {alignColumns} from '../../terminal/align-columns.ts'
import {printableLine} from '../../terminal/printable.ts'

const BAR_WIDTH = 16

/** How far a probe is, in one line: `████░░░░ 40 of 100 asked, 39 answered, 1 without an answer, p50 1.2 ms`. */
export const progressLine = ({done, total, servers}: ProbeReport): string => {
  const sum = (pick: (server: ProbeStatistics) => number): number =>
    servers.reduce((total, server) => total + pick(server), 0)
  const filled = Number.isFinite(total) ? Math.floor((done / total) * BAR_WIDTH) : 0
  const bar = Number.isFinite(total)
    ? `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${done} of ${total}`
    : `${done}`
  const trouble = sum(({sent, answered}) => sent - answered)
  const p50 = servers[0]?.latency?.p50
  return `${bar} asked, ${sum(({answered}) => answered)} answered, ${trouble} without an answer${p50 === undefined ? '' : `, p50 ${p50.toFixed(1)} ms`}`
}

/** What a probe came to, server by server. */
export const probeText = (
  {name, type}: {readonly name: string; readonly type: string},
  {servers, elapsedMs}: ProbeReport,
): string => {
  const title = `${name} ${type}, asked for ${(elapsedMs / 1_000).toFixed(1)} s`
  return `${[[title], ...servers.map(serverLines)].map(lines => lines.map(printableLine).join('\n')).join('\n\n')}\n`
}

const serverLines = (statistics: ProbeStatistics): readonly string[] => {
  const {server, sent, answered, lost, failed, empty, distinct, distinctIsLeast, latency, rcodes} = statistics
  const codes = rcodes.map(({rcode, count}) => `${rcode} ${count}`).join(', ')
  return [
    server,
    `  ${answered} of ${sent} answered (${percent(answered, sent)}), ${lost} lost, ${failed} failed${codes ? `: ${codes}` : ''}`,
    ...(empty > 0 ? [`  ${empty} answers without a record`] : []),
    `  ${distinctIsLeast ? 'at least ' : ''}${distinct} different ${distinct === 1 ? 'answer' : 'answers'}`,
    ...(latency
      ? [
          `  p50 ${latency.p50.toFixed(2)} ms, p99 ${latency.p99.toFixed(2)} ms  ${sparkline(statistics.seconds)}`,
        ]
      : []),
    ...firstLines(statistics),
    ...statistics.failures.map(({message, count}) => `  ${count} times: ${message}`),
  ]
}

const firstLines = ({first, roundness, answered, empty}: ProbeStatistics): readonly string[] => {
  const withRecords = answered - empty
  if (first.length < 2) return []
  const rows = first.map(({record, count}) => ['   ', record, String(count), percent(count, withRecords)])
  return [
    `  In first place (${ROUNDNESS_WORDS[roundness]}; an even share is ${percent(1, first.length)}):`,
    ...alignColumns(
      rows.map(row => row.map(printableLine)),
      [2, 3],
    ),
  ]
}
