import type {DnsMessage} from '../../api/dns/message.ts'
import {formatRecordData} from '../../api/dns/record.ts'
import {createLatencies} from './latencies.ts'
import type {Outcome} from './lookup.ts'
import {judgeRoundness, type Roundness} from './round-robin.ts'

type Counted<Name extends string> = {readonly [Key in Name]: string} & {readonly count: number}

/** What many answers of one server come to. Lists begin with the commonest. */
export type ProbeStatistics = {
  readonly server: string
  /** Queries that have come to an end: answered, lost (no answer in time) or failed. */
  readonly sent: number
  readonly answered: number
  readonly lost: number
  readonly failed: number
  readonly rcodes: readonly Counted<'rcode'>[]
  /** Answers with no record in them. */
  readonly empty: number
  /** How many different sets of records came; `distinctIsLeast` where there were too many to keep count. */
  readonly distinct: number
  readonly distinctIsLeast: boolean
  /** How often each record stood first, those that never did included. */
  readonly first: readonly Counted<'record'>[]
  readonly roundness: Roundness
  /** Milliseconds; absent without an answer. */
  readonly latency?: {readonly p50: number; readonly p99: number}
  /** The mean latency of each second, the last minute of them; NaN for a second without an answer. */
  readonly seconds: readonly number[]
  /** Why queries failed, in words. */
  readonly failures: readonly Counted<'message'>[]
}

export type Tally = {
  /** `second` is the one of the probe in which the query was sent. */
  readonly add: (outcome: Outcome, second: number) => void
  readonly read: () => ProbeStatistics
}

const MOST_DISTINCT = 1_000
const SECONDS_KEPT = 60

/** Counts outcomes in a space that does not grow with their number. */
export const createTally = (server: string): Tally => {
  const counts = {sent: 0, answered: 0, lost: 0, failed: 0}
  const failures = new Map<string, number>()
  const latencies = createLatencies()
  const answers = createAnswerTally()
  const means = createSecondMeans()
  return {
    add: (outcome, second) => {
      counts.sent += 1
      if ('answer' in outcome) {
        const {message, tookMs} = outcome.answer
        counts.answered += 1
        latencies.add(tookMs)
        means.add(second, tookMs)
        return answers.add(message)
      }
      means.add(second)
      if (outcome.error.kind === 'timeout') counts.lost += 1
      else {
        counts.failed += 1
        increase(failures, outcome.error.message)
      }
    },
    read: () => ({
      server,
      ...counts,
      ...answers.read(),
      ...(latencies.count() > 0 && {latency: {p50: latencies.quantile(0.5), p99: latencies.quantile(0.99)}}),
      seconds: means.read(),
      failures: ranked(failures, 'message'),
    }),
  }
}

type AnswerStatistics = Pick<
  ProbeStatistics,
  'rcodes' | 'empty' | 'distinct' | 'distinctIsLeast' | 'first' | 'roundness'
>

const createAnswerTally = (): {add: (message: DnsMessage) => void; read: () => AnswerStatistics} => {
  const rcodes = new Map<string, number>()
  const first = new Map<string, number>()
  const sets = new Set<string>()
  let empty = 0
  return {
    add: ({rcode, answers}) => {
      increase(rcodes, rcode)
      const records = answers.map(formatRecordData)
      if (records.length === 0) empty += 1
      for (const [place, record] of records.entries()) increase(first, record, place === 0 ? 1 : 0)
      if (sets.size < MOST_DISTINCT) sets.add([rcode, ...records.toSorted()].join('\n'))
    },
    read: () => ({
      rcodes: ranked(rcodes, 'rcode'),
      empty,
      distinct: sets.size,
      distinctIsLeast: sets.size >= MOST_DISTINCT,
      first: ranked(first, 'record'),
      roundness: judgeRoundness([...first.values()]),
    }),
  }
}

type SecondMeans = {
  readonly add: (second: number, ms?: number) => void
  readonly read: () => readonly number[]
}

const createSecondMeans = (): SecondMeans => {
  const seconds = new Map<number, {sum: number; count: number}>()
  let last = 0
  return {
    add: (second, ms) => {
      last = Math.max(last, second)
      for (const kept of seconds.keys()) if (kept <= last - SECONDS_KEPT) seconds.delete(kept)
      if (ms === undefined) return
      const {sum, count} = seconds.get(second) ?? {sum: 0, count: 0}
      seconds.set(second, {sum: sum + ms, count: count + 1})
    },
    read: () =>
      Array.from({length: Math.min(last + 1, SECONDS_KEPT)}, (_, i) => {
        const second = seconds.get(Math.max(0, last + 1 - SECONDS_KEPT) + i)
        return second === undefined ? Number.NaN : second.sum / second.count
      }),
  }
}

const increase = (counts: Map<string, number>, key: string, by = 1): void =>
  void counts.set(key, (counts.get(key) ?? 0) + by)

const ranked = <Name extends string>(
  counts: ReadonlyMap<string, number>,
  name: Name,
): readonly Counted<Name>[] =>
  [...counts]
    .toSorted(([left, many], [right, more]) => more - many || (left < right ? -1 : 1))
    .map(([key, count]) => ({[name]: key, count}) as Counted<Name>) // a computed key loses its name
