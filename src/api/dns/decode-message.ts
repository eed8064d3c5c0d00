import {answer as answerCodec, name as nameCodec} from 'dns-packet'
import {decodeRecordData, typeName} from './decode-record.ts'
import {MalformedPacket} from './malformed-packet.ts'
import {DNS_FLAGS, type DnsMessage, rcodeName} from './message.ts'
import type {DnsRecord} from './record.ts'

const HEADER_BYTES = 12
const OPT = 41
/** Where the bits of `DNS_FLAGS` stand in the third and fourth byte. */
const FLAG_BITS = [15, 10, 9, 8, 7, 5, 4]

/**
 * Takes a packet apart. Every byte of it has to belong to something: a name points backwards only, a record's data is as
 * long as it says, and nothing follows the last record.
 * @throws MalformedPacket
 */
export const decodeMessage = (bytes: Uint8Array): DnsMessage => {
  const packet = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (packet.length < HEADER_BYTES) throw new MalformedPacket(`it has only ${packet.length} bytes`)
  const [flags, ...counts] = [2, 4, 6, 8, 10].map(offset => packet.readUInt16BE(offset))
  const [questionCount = 0, answerCount = 0, authorityCount = 0, additionalCount = 0] = counts
  const reader: Reader = {packet, offset: HEADER_BYTES}
  const questions = take(questionCount, 'question', reader, readQuestion)
  const answers = take(answerCount, 'answer', reader, readRecord)
  const authorities = take(authorityCount, 'authority', reader, readRecord)
  const additionals = take(additionalCount, 'additional', reader, readRecord)
  const rest = packet.length - reader.offset
  if (rest > 0) throw new MalformedPacket(`${rest} bytes follow its last record`)
  const options = additionals.flatMap(entry => ('opt' in entry ? [entry.opt] : []))
  const [opt] = options
  if (options.length > 1) throw new MalformedPacket('it has more than one OPT record')
  return {
    id: packet.readUInt16BE(0),
    flags: DNS_FLAGS.filter((_, i) => (((flags ?? 0) >> (FLAG_BITS[i] ?? 0)) & 1) === 1),
    rcode: rcodeName(((opt?.extendedRcode ?? 0) << 4) | ((flags ?? 0) & 0xf)),
    questions,
    answers: records(answers, 'answer'),
    authorities: records(authorities, 'authority'),
    additionals: additionals.flatMap(entry => ('record' in entry ? [entry.record] : [])),
    ...(opt && {edns: {version: opt.version, udpSize: opt.udpSize}}),
  }
}

type Reader = {readonly packet: Buffer; offset: number}

type Opt = {readonly extendedRcode: number; readonly version: number; readonly udpSize: number}

type Entry = {readonly record: DnsRecord} | {readonly opt: Opt}

/** A count is only what the sender claims: the packet's end is the bound. */
const take = <T>(count: number, what: string, reader: Reader, read: (reader: Reader) => T): readonly T[] => {
  const items: T[] = []
  while (items.length < count) {
    try {
      items.push(read(reader))
    } catch (error) {
      // Anything that the codecs throw is about the bytes: they see nothing else.
      const reason = error instanceof Error ? error.message : String(error)
      throw new MalformedPacket(`${what} ${items.length + 1} of ${count} cannot be read (${reason})`)
    }
  }
  return items
}

const records = (entries: readonly Entry[], section: string): readonly DnsRecord[] =>
  entries.map(entry => {
    if ('record' in entry) return entry.record
    throw new MalformedPacket(`an OPT record stands in its ${section} section`)
  })

const readName = (reader: Reader): string => {
  const name = nameCodec.decode(reader.packet, reader.offset)
  reader.offset += nameCodec.decode.bytes
  return name === '.' ? name : `${name}.`
}

const readQuestion = (reader: Reader): DnsMessage['questions'][number] => {
  const name = readName(reader)
  const type = typeName(reader.packet.readUInt16BE(reader.offset))
  const klass = className(reader.packet.readUInt16BE(reader.offset + 2))
  reader.offset += 4
  return {name, type, class: klass}
}

const readRecord = (reader: Reader): Entry => {
  const {packet, offset: start} = reader
  const name = readName(reader)
  const [type, klass] = [packet.readUInt16BE(reader.offset), packet.readUInt16BE(reader.offset + 2)]
  const ttl = packet.readUInt32BE(reader.offset + 4)
  const length = packet.readUInt16BE(reader.offset + 8)
  const end = reader.offset + 10 + length
  if (end > packet.length) throw new Error(`${end - packet.length} bytes of it are missing`)
  // Nothing behind the record is shown to the codec, so that nothing there can become part of it.
  const shown = packet.subarray(0, end)
  reader.offset = end
  if (type === OPT) return {opt: readOpt(shown, start)}
  return {record: {name, class: className(klass), ttl, ...decodeRecordData({shown, start, type, length})}}
}

const readOpt = (shown: Buffer, start: number): Opt => {
  const {udpPayloadSize = 0, extendedRcode = 0, ednsVersion = 0} = answerCodec.decode(shown, start)
  if (answerCodec.decode.bytes !== shown.length - start) throw new Error('its options do not fill it')
  return {extendedRcode, version: ednsVersion, udpSize: udpPayloadSize}
}

const className = (code: number): string => (code === 1 ? 'IN' : `CLASS${code}`)
