import {answer as answerCodec, name as nameCodec} from 'dns-packet'
import type {RecordData} from './record.ts'

const TYPES = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  ANY: 255,
} as const

const NAMES: ReadonlyMap<number, string> = new Map(Object.entries(TYPES).map(([name, code]) => [code, name]))

export const typeName = (code: number): string => NAMES.get(code) ?? `TYPE${code}`

export type RawRecord = {
  /** The packet as far as the end of this record. */
  readonly shown: Buffer
  readonly start: number
  readonly type: number
  /** Of the data, in bytes. */
  readonly length: number
}

/** @throws Error if the data is not what its type says, or not as long. */
export const decodeRecordData = (record: RawRecord): RecordData => {
  const {shown, start, type, length} = record
  const decode = DECODERS[type]
  if (decode === undefined) return {type: 'other', code: type, bytes: shown.subarray(shown.length - length)}
  const {data} = answerCodec.decode(shown, start)
  if (answerCodec.decode.bytes !== shown.length - start) throw new Error('its data has the wrong length')
  const endsInName = BYTES_BEFORE_NAME[type]
  // The codec believes the length of such data and does not see where the name in it ends.
  if (endsInName !== undefined && endsInName + nameCodec.decode.bytes !== length) {
    throw new Error('the name in it does not fill it')
  }
  return decode(data)
}

const BYTES_BEFORE_NAME: Readonly<Record<number, number>> = {
  [TYPES.NS]: 0,
  [TYPES.CNAME]: 0,
  [TYPES.PTR]: 0,
  [TYPES.MX]: 2,
  [TYPES.SRV]: 6,
}

// The shapes are those of dns-packet's codec of each type.
const DECODERS: Readonly<Record<number, (data: unknown) => RecordData>> = {
  [TYPES.A]: data => ({type: 'A', address: data as string}),
  [TYPES.AAAA]: data => ({type: 'AAAA', address: data as string}),
  [TYPES.NS]: data => ({type: 'NS', target: absolute(data as string)}),
  [TYPES.CNAME]: data => ({type: 'CNAME', target: absolute(data as string)}),
  [TYPES.PTR]: data => ({type: 'PTR', target: absolute(data as string)}),
  [TYPES.TXT]: data => ({type: 'TXT', texts: data as readonly Uint8Array[]}),
  [TYPES.MX]: data => {
    const {preference, exchange} = data as {preference: number; exchange: string}
    return {type: 'MX', preference, exchange: absolute(exchange)}
  },
  [TYPES.SRV]: data => {
    const srv = data as {priority: number; weight: number; port: number; target: string}
    return {type: 'SRV', ...srv, target: absolute(srv.target)}
  },
  [TYPES.SOA]: data => {
    const {mname, rname, ...numbers} = data as SoaData
    return {type: 'SOA', primary: absolute(mname), mailbox: absolute(rname), ...numbers}
  },
}

type SoaData = {
  readonly mname: string
  readonly rname: string
  readonly serial: number
  readonly refresh: number
  readonly retry: number
  readonly expire: number
  readonly minimum: number
}

const absolute = (name: string): string => (name === '.' ? name : `${name}.`)
