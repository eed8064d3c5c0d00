import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {decodeMessage} from '../../../src/api/dns/decode-message.ts'
import {MalformedPacket} from '../../../src/api/dns/malformed-packet.ts'
import {formatRecordData, recordType} from '../../../src/api/dns/record.ts'
import {header, name, pointer, question, record, words} from './packets.ts'

const packet = (...parts: readonly Buffer[]): Buffer => Buffer.concat(parts)
const asked = question('a.b')
const answer = (type: number, data: Buffer, options = {}): Buffer =>
  packet(header({counts: [1, 1, 0, 0]}), asked, record(pointer(12), type, data, options))
const opt = (udpSize: number, ttl = 0, options: Buffer = Buffer.alloc(0)): Buffer =>
  packet(name(''), words(41, udpSize, ttl >>> 16, ttl & 0xffff, options.length), options)

const texts = (bytes: Buffer): readonly string[] =>
  decodeMessage(bytes).answers.map(
    each => `${each.name} ${each.ttl} ${recordType(each)} ${formatRecordData(each)}`,
  )

describe('a DNS message', () => {
  it('is taken apart', () => {
    const bytes = packet(
      header({id: 7, flags: 0x8703, counts: [1, 1, 1, 2]}),
      asked,
      record(pointer(12), 1, Buffer.from([10, 0, 0, 1])),
      record(name('b'), 2, name('ns.b')),
      record(name('ns.b'), 28, Buffer.from('fd000000000000000000000000000007', 'hex')),
      opt(1232),
    )
    expect(decodeMessage(bytes)).toEqual({
      id: 7,
      flags: ['qr', 'aa', 'tc', 'rd'],
      rcode: 'NXDOMAIN',
      questions: [{name: 'a.b.', type: 'A', class: 'IN'}],
      answers: [{name: 'a.b.', class: 'IN', ttl: 5, type: 'A', address: '10.0.0.1'}],
      authorities: [{name: 'b.', class: 'IN', ttl: 5, type: 'NS', target: 'ns.b.'}],
      additionals: [{name: 'ns.b.', class: 'IN', ttl: 5, type: 'AAAA', address: 'fd00::7'}],
      edns: {version: 0, udpSize: 1232},
    })
  })

  it.each([
    ['SRV', answer(33, packet(words(1, 2, 80), name('n.b'))), 'SRV 1 2 80 n.b.'],
    ['CNAME by pointer', answer(5, pointer(14)), 'CNAME b.'],
    ['the root as a target', answer(12, name('')), 'PTR .'],
    ['MX', answer(15, packet(words(10), name('m.b'))), 'MX 10 m.b.'],
    [
      'TXT of two strings',
      answer(16, Buffer.from('\x03a"\\\x02\xff\x07', 'latin1')),
      'TXT "a\\"\\\\" "\\255\\007"',
    ],
    ['a type that is not decoded', answer(65, Buffer.from([1, 0xab])), 'TYPE65 \\# 2 01AB'],
    ['one without data', answer(65, Buffer.alloc(0)), 'TYPE65 \\# 0'],
    [
      'SOA',
      answer(6, packet(name('n.b'), name('h.b'), ...[1, 2, 3, 4, 5].map(n => words(0, n)))),
      'SOA n.b. h.b. 1 2 3 4 5',
    ],
  ])('has records as dig writes them: %s', (_, bytes, text) => {
    expect(texts(bytes)).toEqual([`a.b. 5 ${text}`])
  })

  it('has a code of twelve bits with EDNS', () => {
    const bytes = packet(header({flags: 0x8000, counts: [1, 0, 0, 1]}), asked, opt(512, 0x01000000))
    expect(decodeMessage(bytes).rcode).toBe('BADVERS')
    expect(decodeMessage(packet(header({flags: 0x800c}), asked)).rcode).toBe('RCODE12')
  })

  it.each([
    ['nothing', Buffer.alloc(0), 'it has only 0 bytes'],
    ['half a header', header().subarray(0, 11), 'it has only 11 bytes'],
    [
      'counts without records',
      header({counts: [1, 65_535, 65_535, 65_535]}),
      'question 1 of 1 cannot be read',
    ],
    ['a name that points at itself', packet(header(), pointer(12), words(1, 1)), 'bad pointer'],
    [
      'names that point at each other',
      packet(header(), pointer(14), pointer(12), words(1, 1)),
      'bad pointer',
    ],
    ['a pointer beyond the end', packet(header(), pointer(400), words(1, 1)), 'bad pointer'],
    ['a label beyond the end', packet(header(), Buffer.from([63, 97])), 'buffer overflow'],
    [
      'a label of a kind that there is not',
      packet(header(), Buffer.from([0x80, 0, 0, 1, 0, 1])),
      'bad label',
    ],
    ['a name that is too long', packet(header(), question(Array(65).fill('abc').join('.'))), 'name too long'],
    [
      'a record that is cut off',
      answer(1, Buffer.from([10, 0, 0, 1])).subarray(0, -2),
      '2 bytes of it are missing',
    ],
    ['an address of three bytes', answer(1, Buffer.from([10, 0, 0])), 'answer 1 of 1 cannot be read'],
    ['an address of five bytes', answer(1, Buffer.from([10, 0, 0, 1, 9])), 'its data has the wrong length'],
    [
      'a name that does not fill its data',
      answer(5, packet(name('c'), Buffer.from([9]))),
      'its data has the wrong length',
    ],
    [
      'an SRV target that does not fill its data',
      answer(33, packet(words(1, 2, 80), name('c'), Buffer.from([9]))),
      'the name in it does not fill it',
    ],
    ['an SRV target that leaves its data', answer(33, words(1, 2, 80)), 'answer 1 of 1 cannot be read'],
    ['a text that leaves its data', answer(16, Buffer.from([9, 97])), 'answer 1 of 1 cannot be read'],
    [
      'options that do not fill their record',
      packet(header({counts: [0, 0, 0, 1]}), opt(512, 0, words(10, 9))),
      'additional 1 of 1 cannot be read',
    ],
    ['EDNS twice', packet(header({counts: [0, 0, 0, 2]}), opt(512), opt(512)), 'more than one OPT record'],
    ['EDNS among the answers', packet(header({counts: [0, 1, 0, 0]}), opt(512)), 'in its answer section'],
    ['bytes after the end', packet(header(), asked, Buffer.from([0])), '1 bytes follow its last record'],
  ])('is refused with a reason: %s', (_, bytes, reason) => {
    expect(() => decodeMessage(bytes)).toThrow(MalformedPacket)
    expect(() => decodeMessage(bytes)).toThrow(reason)
  })
})

const bytesOfAnswer = packet(
  header({counts: [1, 3, 1, 3]}),
  asked,
  record(pointer(12), 1, Buffer.from([10, 0, 0, 1])),
  record(pointer(12), 33, packet(words(1, 2, 80), name('n'), Buffer.alloc(0))),
  record(pointer(12), 16, Buffer.from('\x05a=b c')),
  record(pointer(14), 6, packet(name('n.b'), pointer(14), ...[1, 2, 3, 4, 5].map(n => words(0, n)))),
  record(name('n'), 28, Buffer.alloc(16, 1)),
  record(name('n'), 99, Buffer.alloc(3, 1)),
  opt(1232, 0, packet(words(8, 8, 1, 0x1800), Buffer.from([10, 0, 0, 0]))),
)

/** Returns or refuses, and never anything else: no hang, no foreign error, nothing of what is not in the packet. */
const survives = (bytes: Uint8Array): void => {
  try {
    const message = decodeMessage(bytes)
    const records = [...message.answers, ...message.authorities, ...message.additionals]
    expect(records.length * 11).toBeLessThanOrEqual(bytes.length)
    for (const each of records) {
      expect(Number.isInteger(each.ttl)).toBe(true)
      expect(each.name.endsWith('.')).toBe(true)
      expect(typeof formatRecordData(each)).toBe('string')
    }
  } catch (error) {
    if (!(error instanceof MalformedPacket)) throw error
  }
}

describe('decoding', () => {
  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 600}), bytes => survives(Buffer.from(bytes))),
      {numRuns: 3_000},
    )
  })

  it('survives any change of a real answer', () => {
    expect(decodeMessage(bytesOfAnswer).additionals).toHaveLength(2)
    const change = fc.record({at: fc.nat(bytesOfAnswer.length - 1), to: fc.nat(255)})
    const cut = fc.nat(bytesOfAnswer.length)
    fc.assert(
      fc.property(fc.array(change, {maxLength: 6}), cut, (changes, length) => {
        const bytes = Uint8Array.from(bytesOfAnswer)
        for (const {at, to} of changes) bytes[at] = to
        survives(bytes)
        survives(bytes.subarray(0, length))
      }),
      {numRuns: 5_000},
    )
  })

  it('takes no longer for a packet that is full of pointers', () => {
    const chain = Array.from({length: 8_000}, (_, i) => pointer(12 + 2 * Math.max(0, i - 1)))
    survives(packet(header({counts: [8_000, 0, 0, 0]}), ...chain))
    const deep = Array.from({length: 5_000}, () => record(pointer(12), 5, pointer(12)))
    const bytes = packet(
      header({counts: [1, 5_000, 0, 0]}),
      question(Array(60).fill('abc').join('.')),
      ...deep,
    )
    expect(decodeMessage(bytes).answers).toHaveLength(5_000)
  })
})
