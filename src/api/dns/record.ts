type Address = {readonly type: 'A' | 'AAAA'; readonly address: string}
type Pointer = {readonly type: 'NS' | 'PTR' | 'CNAME'; readonly target: string}

type Srv = {
  readonly type: 'SRV'
  readonly priority: number
  readonly weight: number
  readonly port: number
  readonly target: string
}

type Soa = {
  readonly type: 'SOA'
  readonly primary: string
  /** The mailbox of whoever is responsible, as a name. */
  readonly mailbox: string
  readonly serial: number
  readonly refresh: number
  readonly retry: number
  readonly expire: number
  readonly minimum: number
}

export type RecordData =
  | Address
  | Pointer
  | Srv
  | Soa
  | {readonly type: 'TXT'; readonly texts: readonly Uint8Array[]}
  | {readonly type: 'MX'; readonly preference: number; readonly exchange: string}
  | {readonly type: 'other'; readonly code: number; readonly bytes: Uint8Array}

/** One resource record. Names end in a dot; what cannot be UTF-8 in them is replaced. */
export type DnsRecord = RecordData & {
  readonly name: string
  /** `IN`, else `CLASS3`. */
  readonly class: string
  /** Seconds. */
  readonly ttl: number
}

/** The type as dig has it: `SRV`, or `TYPE65` where it is not decoded. */
export const recordType = (data: RecordData): string =>
  data.type === 'other' ? `TYPE${data.code}` : data.type

/** The data as dig and zone files have it. */
export const formatRecordData = (data: RecordData): string => {
  switch (data.type) {
    case 'A':
    case 'AAAA':
      return data.address
    case 'NS':
    case 'PTR':
    case 'CNAME':
      return data.target
    case 'SRV':
      return `${data.priority} ${data.weight} ${data.port} ${data.target}`
    case 'MX':
      return `${data.preference} ${data.exchange}`
    case 'SOA': {
      const {primary, mailbox, serial, refresh, retry, expire, minimum} = data
      return [primary, mailbox, serial, refresh, retry, expire, minimum].join(' ')
    }
    case 'TXT':
      return data.texts.map(quote).join(' ')
    case 'other':
      return `\\# ${data.bytes.length} ${Buffer.from(data.bytes).toString('hex').toUpperCase()}`.trimEnd()
  }
}

/** A character string between quotes: what is not printable ASCII becomes `\DDD`. */
const quote = (text: Uint8Array): string => {
  const characters = [...text].map(byte => {
    if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`
    return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\${String(byte).padStart(3, '0')}`
  })
  return `"${characters.join('')}"`
}
