import {createSocket} from 'node:dgram'
import {once} from 'node:events'
import {createServer} from 'node:net'
import {afterAll, beforeAll, describe, expect, inject, it} from 'vitest'
import {type AskOptions, askDns, type DnsAnswer} from '../../../src/api/dns/ask.ts'
import {parseDnsServer} from '../../../src/api/dns/server-address.ts'
import {isAbort} from '../../../src/api/errors.ts'
import {createDnsFaultProxy, type DnsFaultProxy} from '../../support/dns-fault-proxy.ts'
import {failureOf} from '../failures.ts'

const {entry} = inject('cluster')
const agent = parseDnsServer(entry.dnsAddress)
const question = {name: `${entry.name}.node.consul.`, type: 'A'} as const
const udp = {protocol: 'udp', udpSize: 1232} as const
const tcp = {protocol: 'tcp', udpSize: 1232} as const

let proxy: DnsFaultProxy
beforeAll(async () => {
  proxy = await createDnsFaultProxy(entry.dnsAddress)
})
afterAll(() => proxy.close())

const ask = (options: Partial<AskOptions> = {}): Promise<DnsAnswer> =>
  askDns(proxy.server, question, {transport: udp, timeoutMs: 300, ...options})

const address = new URL(entry.httpAddress).hostname

describe.each([
  ['UDP', udp],
  ['UDP without EDNS', {protocol: 'udp'}],
  ['TCP', tcp],
] as const)('a question over %s', (_, transport) => {
  it('is answered', async () => {
    const answer = await askDns(agent, question, {transport})
    expect(answer).toMatchObject({
      server: entry.dnsAddress,
      transport,
      tries: 1,
      bytes: expect.any(Number),
      tookMs: expect.any(Number),
      message: {rcode: 'NOERROR', answers: [{type: 'A', address, name: question.name}]},
    })
    expect(answer.message.edns).toEqual('udpSize' in transport ? {version: 0, udpSize: 1232} : undefined)
  })

  it('that the agent refuses is answered too', async () => {
    const {message} = await askDns(agent, {name: 'example.com.', type: 'A'}, {transport})
    expect([message.rcode, message.answers]).toEqual(['REFUSED', []])
  })
})

describe('what misbehaves', () => {
  it('silence is a timeout, over UDP and TCP', async () => {
    proxy.set({kind: 'silence'})
    const before = proxy.asked
    expect(await failureOf(ask())).toMatchObject({
      kind: 'timeout',
      shortMessage: expect.stringMatching(/^No answer from 127\.0\.0\.1:\d+ over UDP within 0\.6 s$/),
    })
    expect(proxy.asked - before).toBe(2)
    expect(await failureOf(ask({transport: tcp}))).toMatchObject({
      kind: 'timeout',
      shortMessage: expect.stringContaining('over TCP within 0.3 s'),
    })
  })

  it('a lost datagram is sent again, and told', async () => {
    proxy.set({kind: 'loss', count: 1})
    expect(await ask()).toMatchObject({tries: 2, message: {rcode: 'NOERROR'}})
  })

  it('an answer that comes too late is not taken for the next one', async () => {
    const late = Promise.withResolvers<Buffer>()
    proxy.set({
      kind: 'rewrite',
      rewrite: answer => {
        late.resolve(answer)
        return []
      },
    })
    await failureOf(ask({tries: 1}))
    const old = await late.promise
    proxy.set({kind: 'rewrite', rewrite: answer => [old, answer]})
    expect((await ask()).message.id).not.toBe(old.readUInt16BE(0))
  })

  it.each([
    ['a wrong id', flip(0), 'an answer came with a wrong id'],
    ['another question', flip(13), 'an answer came to another question'],
    ['a query for an answer', flip(2, 0x80), 'a packet came that is no answer'],
    [
      'a question that is cut off',
      (answer: Buffer) => answer.subarray(0, 14),
      '14 bytes came that are no DNS message',
    ],
    ['garbage', () => Buffer.from('hello'), '5 bytes came that are no DNS message'],
  ])('%s is said, and never believed', async (_, rewrite, details) => {
    proxy.set({kind: 'rewrite', rewrite})
    expect(await failureOf(ask())).toMatchObject({
      kind: 'protocol',
      shortMessage: expect.stringContaining('gave no answer to be believed within 0.6 s'),
      details,
    })
    expect(await failureOf(ask({transport: tcp}))).toMatchObject({
      kind: 'protocol',
      shortMessage: expect.stringContaining('did not answer over TCP'),
      details,
    })
  })

  it('what is not believed does not keep the true answer out', async () => {
    proxy.set({kind: 'rewrite', rewrite: answer => [flip(0)(answer), Buffer.from('x'), answer]})
    expect(await ask()).toMatchObject({tries: 1, message: {answers: [{address}]}})
  })

  it('a stranger is named, and not believed', async () => {
    proxy.set({kind: 'stranger'})
    expect(await failureOf(ask())).toMatchObject({
      kind: 'protocol',
      details: expect.stringMatching(/^an answer came from 127\.0\.0\.1:\d+ instead$/),
    })
  })

  it.each([
    ['half an answer', (answer: Buffer) => answer.subarray(0, answer.length - 20), /cannot be read/],
    ['an oversize count', withAnswerCount(65_535), /answer \d+ of 65535 cannot be read/],
    ['a looped pointer', loop, /bad pointer/],
    ['bytes after the end', (answer: Buffer) => Buffer.concat([answer, Buffer.alloc(7)]), /7 bytes follow/],
  ])('%s is malformed', async (_, rewrite, details) => {
    proxy.set({kind: 'rewrite', rewrite})
    for (const transport of [udp, tcp]) {
      expect(await failureOf(ask({transport}))).toMatchObject({
        kind: 'protocol',
        shortMessage: expect.stringContaining('answered with a malformed packet'),
        details: expect.stringMatching(details),
      })
    }
  })

  it('a datagram that is larger than was offered is taken, with its size', async () => {
    proxy.set({kind: 'rewrite', rewrite: answer => padded(answer, 9_000)})
    expect((await ask()).bytes).toBeGreaterThan(9_000)
  })

  it('a connection that is cut says how far it came', async () => {
    proxy.set({kind: 'cut', afterBytes: 12})
    expect(await failureOf(ask({transport: tcp}))).toMatchObject({
      kind: 'protocol',
      details: expect.stringMatching(/^it closed the connection after 10 of \d+ bytes$/),
    })
    proxy.set({kind: 'cut', afterBytes: 0})
    expect((await failureOf(ask({transport: tcp}))).details).toBe(
      'it closed the connection without an answer',
    )
  })

  it('the case of the question may be changed', async () => {
    proxy.set({kind: 'rewrite', rewrite: upperCased})
    expect((await ask()).message.rcode).toBe('NOERROR')
  })
})

describe('what cannot be asked', () => {
  it('nobody listening is said at once, over UDP as well', async () => {
    const server = {host: '127.0.0.1', port: await freePort()}
    for (const [transport, words] of [
      [udp, 'over UDP'],
      [tcp, 'over TCP'],
    ] as const) {
      expect(await failureOf(askDns(server, question, {transport, timeoutMs: 30_000}))).toMatchObject({
        kind: 'unreachable',
        shortMessage: `Nothing answers DNS at 127.0.0.1:${server.port} ${words}`,
      })
    }
  })

  it('a host without an address is said', async () => {
    const server = parseDnsServer('no-such-host.invalid:53')
    expect(await failureOf(askDns(server, question, {transport: udp}))).toMatchObject({
      kind: 'unreachable',
      shortMessage: 'The host of no-such-host.invalid:53 cannot be resolved',
    })
  })

  it.each([
    ['an empty label', 'web..consul', 'a label in it is empty'],
    ['nothing', '', 'a label in it is empty'],
    ['a long label', `${'a'.repeat(64)}.consul`, 'a label in it has more than 63 bytes'],
    ['a long name', Array(64).fill('abc').join('.'), 'it has more than 253 bytes'],
  ])('%s is refused before anything is sent', async (_, name, reason) => {
    const before = proxy.asked
    const error = await failureOf(askDns(proxy.server, {name, type: 'A'}, {transport: udp}))
    expect([error.kind, error.shortMessage]).toEqual(['invalid', `DNS has no such name: ${reason}`])
    expect(proxy.asked).toBe(before)
  })

  it('what is given up is an abort, before and during', async () => {
    proxy.set({kind: 'silence'})
    for (const transport of [udp, tcp]) {
      const controller = new AbortController()
      const asking = ask({transport, timeoutMs: 30_000, signal: controller.signal}).catch(
        (error: unknown) => error,
      )
      controller.abort()
      expect(isAbort(await asking)).toBe(true)
      expect(
        isAbort(await ask({transport, signal: controller.signal}).catch((error: unknown) => error)),
      ).toBe(true)
    }
  })
})

describe('the address of a server', () => {
  it.each([
    ['127.0.0.1', {host: '127.0.0.1', port: 8600}],
    ['10.0.0.1:53', {host: '10.0.0.1', port: 53}],
    ['[::1]:8600', {host: '::1', port: 8600}],
    ['fd00::7', {host: 'fd00::7', port: 8600}],
    ['dns.example:53', {host: 'dns.example', port: 53}],
  ])('%s', (text, server) => {
    expect(parseDnsServer(text)).toEqual(server)
  })

  it.each(['', ':53', 'h:0', 'h:65536', 'h:x', '[h]:53', 'http://h:53', 'a b'])('%j is none', text => {
    expect(() => parseDnsServer(text)).toThrow('is no address of a DNS server')
  })
})

function flip(at: number, bits = 0xff): (answer: Buffer) => Buffer {
  return answer => {
    const changed = Buffer.from(answer)
    changed[at] = (changed[at] ?? 0) ^ bits
    return changed
  }
}

function withAnswerCount(count: number): (answer: Buffer) => Buffer {
  return answer => {
    const changed = Buffer.from(answer)
    changed.writeUInt16BE(count, 6)
    return changed
  }
}

/** Makes the name of the first answer a pointer to itself. */
function loop(answer: Buffer): Buffer {
  const changed = Buffer.from(answer)
  const at = 12 + question.name.length + 1 + 4
  changed.writeUInt16BE(0xc000 | at, at)
  return changed
}

/** With a record of so many bytes more. */
function padded(answer: Buffer, bytes: number): Buffer {
  const changed = Buffer.concat([answer, Buffer.alloc(11 + bytes)])
  changed.writeUInt16BE(changed.readUInt16BE(10) + 1, 10)
  changed.writeUInt16BE(99, answer.length + 1)
  changed.writeUInt16BE(1, answer.length + 3)
  changed.writeUInt16BE(bytes, answer.length + 9)
  return changed
}

function upperCased(answer: Buffer): Buffer {
  const changed = Buffer.from(answer)
  const end = 12 + question.name.length + 1
  changed.write(changed.toString('latin1', 12, end).toUpperCase(), 12, 'latin1')
  return changed
}

/** A port that was free a moment ago, over UDP and TCP. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const {port} = server.address() as {port: number}
  const socket = createSocket('udp4').bind(port, '127.0.0.1')
  await once(socket, 'listening')
  socket.close()
  server.close()
  await once(server, 'close')
  return port
}
