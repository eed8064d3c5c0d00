import type {Evidence} from './evidence.ts'
import {answerOf, EDNS_SIZE, fullAnswer} from './lookup.ts'

/** What a client should know of any answer, a sentence each. */
export const notesOn = (evidence: Evidence): readonly string[] =>
  [oneTransportOnly(evidence), lostDatagram(evidence), oversize(evidence), caching(evidence)].filter(
    note => note !== undefined,
  )

const oneTransportOnly = ({lookup}: Evidence): string | undefined => {
  const {udp, tcp} = lookup
  if ('error' in udp && 'answer' in tcp) {
    return `Only TCP answers; clients ask over UDP first and get nothing: ${udp.error.message}.`
  }
  return 'error' in tcp && 'answer' in udp
    ? `Only UDP answers; a client that is told to ask over TCP gets nothing: ${tcp.error.message}.`
    : undefined
}

const lostDatagram = ({lookup}: Evidence): string | undefined =>
  (answerOf(lookup.udp)?.tries ?? 1) > 1
    ? 'The first datagram got no answer, the second did: a client waits seconds for that.'
    : undefined

const oversize = ({lookup}: Evidence): string | undefined => {
  const bytes = answerOf(lookup.udp)?.bytes ?? 0
  return bytes > EDNS_SIZE
    ? `The answer over UDP has ${bytes} bytes, more than the ${EDNS_SIZE} that were offered: networks may drop it.`
    : undefined
}

/** How old what a client knows can be. */
const caching = ({lookup}: Evidence): string | undefined => {
  const message = fullAnswer(lookup)?.message
  if (message === undefined) return undefined
  const longest = Math.max(0, ...message.answers.map(({ttl}) => ttl))
  if (message.answers.length > 0) {
    return longest > 0 ? `Clients and resolvers may keep this answer for ${longest} s.` : undefined
  }
  const soa = message.authorities.find(record => record.type === 'SOA')
  const negative = soa?.type === 'SOA' ? Math.min(soa.ttl, soa.minimum) : 0
  return negative > 0
    ? `Clients and resolvers may remember for ${negative} s that there is nothing, even once there is.`
    : undefined
}
