import type {DnsAnswer} from '../../api/dns/ask.ts'
import {answerOf, type Lookup} from './lookup.ts'

/** What UDP loses of the answer, in words; undefined where all transports give the same number of records. */
export const describeTruncation = (lookup: Lookup): string | undefined => {
  const tcp = answerOf(lookup.tcp)
  if (tcp === undefined) return undefined
  const total = tcp.message.answers.length
  const cut = (answer: DnsAnswer | undefined, who: string): string | undefined => {
    if (answer === undefined || answer.message.answers.length >= total) return undefined
    const seen = `${who} sees ${answer.message.answers.length} of ${total}`
    return answer.message.flags.includes('tc')
      ? `${seen}; TC set, so that it can ask again over TCP`
      : `${seen}; TC not set, so that it never learns of the rest`
  }
  const sentences = [
    cut(answerOf(lookup.udp), 'A UDP client'),
    cut(answerOf(lookup.plainUdp), 'A UDP client without EDNS'),
  ].filter(sentence => sentence !== undefined)
  return sentences.length === 0 ? undefined : `${sentences.join('. ')}.`
}
