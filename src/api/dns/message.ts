import type {DnsRecord} from './record.ts'

/** In the order in which dig names them. */
export const DNS_FLAGS = ['qr', 'aa', 'tc', 'rd', 'ra', 'ad', 'cd'] as const

export type DnsFlag = (typeof DNS_FLAGS)[number]

/** A DNS message, taken apart. */
export type DnsMessage = {
  readonly id: number
  readonly flags: readonly DnsFlag[]
  /** `NOERROR`, `NXDOMAIN`, ..., or `RCODE12`. */
  readonly rcode: string
  readonly questions: readonly {readonly name: string; readonly type: string; readonly class: string}[]
  readonly answers: readonly DnsRecord[]
  readonly authorities: readonly DnsRecord[]
  /** Without the OPT record, which is `edns`. */
  readonly additionals: readonly DnsRecord[]
  readonly edns?: {readonly version: number; readonly udpSize: number}
}

type Rcode = {readonly name: string; readonly words: string}

/** https://www.iana.org/assignments/dns-parameters, as far as a server may answer a query with it. */
const RCODES: Readonly<Record<number, Rcode>> = {
  0: {name: 'NOERROR', words: 'no error'},
  1: {name: 'FORMERR', words: 'the server could not read the query'},
  2: {name: 'SERVFAIL', words: 'the server could not find out'},
  3: {name: 'NXDOMAIN', words: 'there is no such name'},
  4: {name: 'NOTIMP', words: 'the server does not know this kind of query'},
  5: {name: 'REFUSED', words: 'the server will not answer this'},
  9: {name: 'NOTAUTH', words: 'the server is not responsible for this'},
  16: {name: 'BADVERS', words: 'the server does not know this version of EDNS'},
  23: {name: 'BADCOOKIE', words: 'the server wants a cookie'},
}

export const rcodeName = (code: number): string => RCODES[code]?.name ?? `RCODE${code}`

/** What the code means, in words; empty for one that is not known. */
export const rcodeInWords = (rcode: string): string =>
  Object.values(RCODES).find(({name}) => name === rcode)?.words ?? ''
