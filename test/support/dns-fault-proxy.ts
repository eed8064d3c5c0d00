import {createSocket, type RemoteInfo, type Socket} from 'node:dgram'
import {once} from 'node:events'
import {type AddressInfo, connect, createServer, type Socket as TcpSocket} from 'node:net'
import type {DnsServer} from '../../src/api/dns/server-address.ts'

/** What a {@link DnsFaultProxy} does with the agent's answer. */
export type DnsFault =
  /** Never answers. */
  | {readonly kind: 'silence'}
  /** Leaves the first so many datagrams without an answer. */
  | {readonly kind: 'loss'; readonly count: number}
  /** Changes the answer, or sends several. */
  | {readonly kind: 'rewrite'; readonly rewrite: (answer: Buffer) => Buffer | readonly Buffer[]}
  /** Over UDP answers from another port. */
  | {readonly kind: 'stranger'}
  /** Over TCP closes the connection after so many bytes, the length among them. */
  | {readonly kind: 'cut'; readonly afterBytes: number}

export type DnsFaultProxy = {
  readonly server: DnsServer
  /** From now on; without a fault the answers pass. */
  readonly set: (fault: DnsFault | undefined) => void
  /** How many datagrams have arrived. */
  readonly asked: number
  readonly close: () => Promise<void>
}

/** A real agent's DNS that misbehaves on demand, over UDP and TCP on one port. */
export async function createDnsFaultProxy(agent: string): Promise<DnsFaultProxy> {
  const [host = '', port = ''] = agent.split(':')
  const target = {host, port: Number(port)}
  let fault: DnsFault | undefined
  let asked = 0
  const connections = new Set<TcpSocket>()
  const tcp = createServer(socket => {
    connections.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => connections.delete(socket))
    socket.once('data', query => void relayTcp(socket, query, target, fault))
  })
  tcp.listen(0, '127.0.0.1')
  await once(tcp, 'listening')
  const address = tcp.address() as AddressInfo
  const udp = createSocket('udp4')
  const stranger = createSocket('udp4')
  udp.on('message', (query, client) => {
    asked += 1
    void relayUdp({udp, stranger, query, client, target, fault})
    if (fault?.kind === 'loss') fault = fault.count > 1 ? {kind: 'loss', count: fault.count - 1} : undefined
  })
  udp.bind(address.port, '127.0.0.1')
  await once(udp, 'listening')
  return {
    server: {host: '127.0.0.1', port: address.port},
    set: next => {
      fault = next
    },
    get asked() {
      return asked
    },
    close: async () => {
      udp.close()
      stranger.close()
      for (const socket of connections) socket.destroy()
      tcp.close()
      await once(tcp, 'close')
    },
  }
}

type Datagram = {
  readonly udp: Socket
  readonly stranger: Socket
  readonly query: Buffer
  readonly client: RemoteInfo
  readonly target: DnsServer
  readonly fault: DnsFault | undefined
}

async function relayUdp({udp, stranger, query, client, target, fault}: Datagram): Promise<void> {
  if (fault?.kind === 'silence' || fault?.kind === 'loss') return
  const upstream = createSocket('udp4')
  upstream.send(query, target.port, target.host)
  const [answer] = (await once(upstream, 'message')) as [Buffer]
  upstream.close()
  const from = fault?.kind === 'stranger' ? stranger : udp
  for (const packet of rewritten(answer, fault)) from.send(packet, client.port, client.address)
}

async function relayTcp(
  socket: TcpSocket,
  query: Buffer,
  target: DnsServer,
  fault: DnsFault | undefined,
): Promise<void> {
  if (fault?.kind === 'silence') return
  const upstream = connect(target.port, target.host)
  upstream.write(query)
  let received = Buffer.alloc(0)
  for await (const chunk of upstream) {
    received = Buffer.concat([received, chunk])
    if (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) break
  }
  const answers = rewritten(received.subarray(2), fault).map(withLength)
  const bytes = Buffer.concat(answers)
  if (fault?.kind === 'cut') socket.end(bytes.subarray(0, fault.afterBytes))
  else socket.end(bytes)
}

function rewritten(answer: Buffer, fault: DnsFault | undefined): readonly Buffer[] {
  if (fault?.kind !== 'rewrite') return [answer]
  const packets = fault.rewrite(answer)
  return Buffer.isBuffer(packets) ? [packets] : packets
}

function withLength(packet: Buffer): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(packet.length)
  return Buffer.concat([length, packet])
}
