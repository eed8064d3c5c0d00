import {randomInt} from 'node:crypto'
import {abortError} from '../errors.ts'
import {decodeMessage} from './decode-message.ts'
import {describeDnsFailure} from './describe-failure.ts'
import {type Exchange, type RawReply, Silence} from './exchange.ts'
import type {DnsMessage} from './message.ts'
import {type DnsQuestion, encodeQuery} from './question.ts'
import {resolveServer} from './resolve-server.ts'
import {type DnsServer, formatDnsServer} from './server-address.ts'
import type {Stray} from './stray.ts'
import {exchangeTcp} from './tcp.ts'
import type {Transport} from './transport.ts'
import {exchangeUdp} from './udp.ts'

export type AskOptions = {
  readonly transport: Transport
  /** For each try. */
  readonly timeoutMs?: number | undefined
  /** Of UDP, which loses packets; a connection is tried once. */
  readonly tries?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** An answer, whatever it says: `NXDOMAIN` is one too. */
export type DnsAnswer = {
  readonly server: string
  readonly transport: Transport
  readonly message: DnsMessage
  readonly bytes: number
  /** From sending to receiving; with TCP from connecting on. */
  readonly tookMs: number
  /** How many datagrams were sent. */
  readonly tries: number
}

const PATIENCE_MS = 2_000
const TRIES = 2

/**
 * Asks one server one question and waits for its answer. What does not answer it is never believed.
 * @throws ConsulError `unreachable`, `timeout`, `protocol` or `invalid`; an abort error once the signal is aborted
 */
export const askDns = async (
  server: DnsServer,
  question: DnsQuestion,
  options: AskOptions,
): Promise<DnsAnswer> => {
  const {transport, timeoutMs = PATIENCE_MS, signal} = options
  const tries = transport.protocol === 'tcp' ? 1 : (options.tries ?? TRIES)
  const label = formatDnsServer(server)
  const strays: Stray[] = []
  try {
    for (let attempt = 1; ; attempt += 1) {
      const query = encodeQuery(question, {id: randomInt(65_536), udpSize: transport.udpSize})
      const ending = endingOf(timeoutMs, signal)
      try {
        const exchange = {...(await resolveServer(server, ending)), query, ending}
        const {bytes, tookMs} = await exchangeBy(transport, exchange, attempt)
        const message = decodeMessage(bytes)
        return {server: label, transport, message, bytes: bytes.length, tookMs, tries: attempt}
      } catch (error) {
        if (!(error instanceof Silence)) throw error
        strays.push(...error.strays)
        if (attempt >= tries || signal?.aborted) throw new Silence(strays)
      }
    }
  } catch (error) {
    if (signal?.aborted) throw abortError()
    throw describeDnsFailure(error, {server: label, transport, waitedMs: tries * timeoutMs})
  }
}

const endingOf = (timeoutMs: number, signal: AbortSignal | undefined): AbortSignal => {
  const timeout = AbortSignal.timeout(timeoutMs)
  return signal ? AbortSignal.any([signal, timeout]) : timeout
}

/** The second try hears strangers as well, so that an answer from a wrong address can be told from none. */
const exchangeBy = (transport: Transport, exchange: Exchange, attempt: number): Promise<RawReply> =>
  transport.protocol === 'tcp' ? exchangeTcp(exchange) : exchangeUdp(exchange, {connected: attempt === 1})
