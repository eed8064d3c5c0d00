import {questionEnd} from './question.ts'

/** What arrived, but is no answer to what was asked. Never believed. */
export type Stray =
  | {readonly kind: 'stranger'; readonly from: string}
  | {readonly kind: 'wrongId'}
  | {readonly kind: 'wrongQuestion'}
  | {readonly kind: 'noReply'}
  | {readonly kind: 'garbage'; readonly bytes: number}

const HEADER_BYTES = 12
/** Response, and an opcode that is not QUERY. */
const [QR, OPCODE] = [0x80, 0x78]

/** Why these bytes are no answer to the query, or undefined where they are. Their records are not looked at yet. */
export const strayFor = (bytes: Buffer, query: Buffer): Stray | undefined => {
  if (bytes.length < HEADER_BYTES) return {kind: 'garbage', bytes: bytes.length}
  if (bytes.readUInt16BE(0) !== query.readUInt16BE(0)) return {kind: 'wrongId'}
  const flags = bytes.readUInt8(2)
  if ((flags & QR) === 0 || (flags & OPCODE) !== 0) return {kind: 'noReply'}
  if (asksTheSame(bytes, query) || refusesUnread(bytes)) return undefined
  const isCut = bytes.length < questionEnd(query)
  return isCut ? {kind: 'garbage', bytes: bytes.length} : {kind: 'wrongQuestion'}
}

/** Byte for byte but for the case of letters, which some servers change. The first name of a packet has no pointers. */
const asksTheSame = (bytes: Buffer, query: Buffer): boolean => {
  const end = questionEnd(query)
  const text = (packet: Buffer): string => packet.toString('latin1', HEADER_BYTES, end).toLowerCase()
  return bytes.readUInt16BE(4) === 1 && text(bytes) === text(query)
}

/** A server that could not read the query, or would not, may leave the question out. */
const refusesUnread = (bytes: Buffer): boolean =>
  bytes.readUInt16BE(4) === 0 && [1, 4, 5].includes(bytes.readUInt8(3) & 0xf)

export const describeStray = (stray: Stray): string => {
  switch (stray.kind) {
    case 'stranger':
      return `an answer came from ${stray.from} instead`
    case 'wrongId':
      return 'an answer came with a wrong id'
    case 'wrongQuestion':
      return 'an answer came to another question'
    case 'noReply':
      return 'a packet came that is no answer'
    case 'garbage':
      return `${stray.bytes} bytes came that are no DNS message`
  }
}
