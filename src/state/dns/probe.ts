import {type Clock, systemClock} from '../../api/clock.ts'
import {createCoalesce} from '../../api/coalesce.ts'
import {askDns} from '../../api/dns/ask.ts'
import type {DnsQuestion} from '../../api/dns/question.ts'
import {type DnsServer, formatDnsServer} from '../../api/dns/server-address.ts'
import {isAbort, isConsulError} from '../../api/errors.ts'
import {EDNS_SIZE, type Outcome} from './lookup.ts'
import {createTally, type ProbeStatistics} from './probe-statistics.ts'

export type ProbeRequest = {
  readonly question: DnsQuestion
  /** Each gets every query. */
  readonly servers: readonly DnsServer[]
  readonly perSecond: number
  /** `Infinity` goes on until it is stopped. */
  readonly seconds: number
  /** After which an answer counts as lost. */
  readonly timeoutMs?: number
}

export type ProbeReport = {
  /** Rounds that have been sent, of how many. */
  readonly done: number
  readonly total: number
  readonly elapsedMs: number
  /** In the order of the request. */
  readonly servers: readonly ProbeStatistics[]
}

export type ProbeControl = {
  readonly clock?: Clock
  /** Stops it; what has been counted so far is the result. */
  readonly signal: AbortSignal
  readonly onReport?: (report: ProbeReport) => void
}

const REPORT_MS = 200
/** Sockets that may be open at once: a server that is silent slows the probe instead of using up the process. */
const MOST_WAITING = 400

/** Asks the same again and again over UDP, each query once, and counts what comes of it. @throws ConsulError `invalid` */
export const runProbe = async (request: ProbeRequest, control: ProbeControl): Promise<ProbeReport> => {
  const {question, servers, perSecond, seconds, timeoutMs} = request
  const {clock = systemClock, signal, onReport} = control
  const total = Math.round(perSecond * seconds)
  const targets = servers.map(server => ({server, tally: createTally(formatDnsServer(server))}))
  const waiting = new Set<Promise<void>>()
  const startedAt = clock.now()
  let done = 0
  const report = (): ProbeReport => ({
    done,
    total,
    elapsedMs: clock.now() - startedAt,
    servers: targets.map(({tally}) => tally.read()),
  })
  const reports = createCoalesce<undefined>(() => onReport?.(report()), REPORT_MS, clock)
  const refused = new AbortController()
  const send = ({server, tally}: (typeof targets)[number], second: number): void => {
    const asking = askOnce(server, question, {timeoutMs, signal}).then(outcome => {
      if (outcome) tally.add(outcome, second)
      reports.push(undefined)
    })
    // What can never be asked ends the probe, and nobody waits for the single queries.
    const settled = asking
      .catch((error: unknown) => refused.abort(error))
      .then(() => void waiting.delete(settled))
    waiting.add(settled)
  }
  const stop = AbortSignal.any([signal, refused.signal])
  while (done < total && !stop.aborted) {
    await clock.sleep(Math.max(0, startedAt + (done * 1_000) / perSecond - clock.now()), stop)
    while (waiting.size >= MOST_WAITING) await Promise.race(waiting)
    if (stop.aborted) break
    for (const target of targets) send(target, Math.floor((clock.now() - startedAt) / 1_000))
    done += 1
  }
  await Promise.all(waiting)
  refused.signal.throwIfAborted()
  reports.flush()
  return report()
}

/** Undefined for a query that was given up, which says nothing of the server. */
const askOnce = async (
  server: DnsServer,
  question: DnsQuestion,
  options: {readonly timeoutMs: number | undefined; readonly signal: AbortSignal},
): Promise<Outcome | undefined> => {
  try {
    const transport = {protocol: 'udp', udpSize: EDNS_SIZE} as const
    return {answer: await askDns(server, question, {...options, transport, tries: 1})}
  } catch (error) {
    if (isConsulError(error) && error.kind !== 'invalid') return {error}
    if (isAbort(error)) return undefined
    throw error
  }
}
