import {type AskOptions, askDns, type DnsAnswer} from '../../api/dns/ask.ts'
import type {DnsQuestion} from '../../api/dns/question.ts'
import type {DnsServer} from '../../api/dns/server-address.ts'
import type {Transport} from '../../api/dns/transport.ts'
import {type ConsulError, isConsulError} from '../../api/errors.ts'

export type Outcome = {readonly answer: DnsAnswer} | {readonly error: ConsulError}

/** One question, asked as different clients ask it. */
export type Lookup = {
  readonly server: DnsServer
  readonly question: DnsQuestion
  /** With EDNS, as dig, systemd-resolved and Go ask. */
  readonly udp: Outcome
  /** Without EDNS, as glibc asks unless told otherwise; not tried where UDP gives no answer at all. */
  readonly plainUdp?: Outcome
  readonly tcp: Outcome
}

/** What the resolvers of today offer: https://www.dnsflagday.net/2020/ */
export const EDNS_SIZE = 1232

type LookupOptions = Pick<AskOptions, 'timeoutMs' | 'tries' | 'signal'>

/** UDP first and by itself, as a client does, so that its time is not shared with the others. @throws an abort error; ConsulError `invalid` */
export const lookUp = async (
  server: DnsServer,
  question: DnsQuestion,
  options: LookupOptions = {},
): Promise<Lookup> => {
  const ask = (transport: Transport): Promise<Outcome> => attempt(server, question, {...options, transport})
  const udp = await ask({protocol: 'udp', udpSize: EDNS_SIZE})
  const [tcp, plainUdp] = await Promise.all([
    ask({protocol: 'tcp', udpSize: EDNS_SIZE}),
    'answer' in udp ? ask({protocol: 'udp'}) : undefined,
  ])
  return {server, question, udp, tcp, ...(plainUdp && {plainUdp})}
}

const attempt = async (server: DnsServer, question: DnsQuestion, options: AskOptions): Promise<Outcome> => {
  try {
    return {answer: await askDns(server, question, options)}
  } catch (error) {
    // What cannot be asked is no outcome of asking.
    if (isConsulError(error) && error.kind !== 'invalid') return {error}
    throw error
  }
}

export const answerOf = (outcome: Outcome | undefined): DnsAnswer | undefined =>
  outcome && 'answer' in outcome ? outcome.answer : undefined

/** The fullest answer there is: TCP has room for everything. */
export const fullAnswer = ({tcp, udp}: Lookup): DnsAnswer | undefined => answerOf(tcp) ?? answerOf(udp)
