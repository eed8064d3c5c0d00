import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import {createServer as createTlsServer} from 'node:https'
import type {AddressInfo, Socket} from 'node:net'
import {setTimeout as pause} from 'node:timers/promises'

/** What a {@link FaultProxy} does to a request, or to the agent's answer to it. */
export type Fault =
  | {readonly kind: 'delay'; readonly ms: number}
  /** Asks the agent no earlier than this resolves. */
  | {readonly kind: 'hold'; readonly until: Promise<unknown>}
  /** Takes the request and never answers. */
  | {readonly kind: 'hang'}
  /** Breaks the connection before an answer. */
  | {readonly kind: 'refuse'}
  /** Breaks the connection after so many bytes of the body. */
  | {readonly kind: 'cut'; readonly afterBytes: number}
  /** Falls silent after so many bytes of the body. */
  | {readonly kind: 'stall'; readonly afterBytes: number}
  /** Answers by itself; the agent never hears of it. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly body?: string
      readonly headers?: Readonly<Record<string, string>>
    }
  /** The first half of the body, as if it were all of it. */
  | {readonly kind: 'corrupt'}
  | {readonly kind: 'rewrite'; readonly rewrite: (body: string) => string}
  | {readonly kind: 'rewindIndex'; readonly index: string}
  | {readonly kind: 'dropHeaders'; readonly names: readonly string[]}

export type SeenRequest = {
  readonly method: string
  /** Path and query string, as sent. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export type FaultProxy = {
  /** Like the address of the agent that it stands before. */
  readonly address: string
  /** From now on, for matching paths and bodies or all; without a fault the requests pass. The rule set last goes first. */
  readonly set: (fault: Fault | undefined, pathPattern?: RegExp, bodyPattern?: RegExp) => void
  /** In the order of arrival. */
  readonly requests: readonly SeenRequest[]
  /** Those that still wait for their answer, and whose client still waits too. */
  readonly open: () => readonly SeenRequest[]
  /** How many answers have fallen silent in their body. */
  readonly stalled: number
  /** How many connections are open. */
  readonly connections: number
  readonly close: () => Promise<void>
}

export type FaultProxyOptions = {
  /** `http://host:port` of a real agent. */
  readonly target: string
  /** Listens on a socket in the file system instead of a port. */
  readonly socketPath?: string
  /** Speaks HTTPS with this certificate, PEM; with `clientCa` it asks the client for one too. */
  readonly tls?: {readonly cert: string; readonly key: string; readonly clientCa?: string}
}

type Rule = {readonly path: RegExp; readonly body: RegExp; readonly fault: Fault | undefined}

/** A real agent that misbehaves on demand: a proxy, so that everything not asked for is Consul's own answer. */
export async function createFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const rules = new Map<string, Rule>()
  const requests: SeenRequest[] = []
  const open = new Set<SeenRequest>()
  const sockets = new Set<Socket>()
  let stalled = 0

  const faultFor = (path: string, text: string): Fault | undefined =>
    [...rules.values()].findLast(({path: pattern, body}) => pattern.test(path) && body.test(text))?.fault

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await readAll(incoming)
    const path = incoming.url ?? '/'
    const seen = {method: incoming.method ?? '', path, headers: incoming.headers, body: body.toString()}
    requests.push(seen)
    open.add(seen)
    outgoing.once('close', () => open.delete(seen))
    const fault = faultFor(path, body.toString())
    await answer({incoming, outgoing, body, path, target: options.target, fault})
    if (fault?.kind === 'stall') stalled += 1
  }
  const onRequest = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    handle(incoming, outgoing).catch(() => incoming.socket.destroy())
  }

  const server = options.tls
    ? createTlsServer(
        {...options.tls, ca: options.tls.clientCa, requestCert: Boolean(options.tls.clientCa)},
        onRequest,
      )
    : createServer(onRequest)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const where = options.socketPath === undefined ? {port: 0, host: '127.0.0.1'} : {path: options.socketPath}
  await new Promise<void>(resolve => server.listen(where, resolve))

  return {
    address: addressOf(server.address(), options),
    requests,
    open: () => [...open],
    get connections() {
      return sockets.size
    },
    get stalled() {
      return stalled
    },
    set: (fault, path = /(?:)/, body = /(?:)/) => {
      const name = `${path} ${body}`
      rules.delete(name)
      rules.set(name, {path, body, fault})
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function addressOf(address: AddressInfo | string | null, {socketPath, tls}: FaultProxyOptions): string {
  if (socketPath !== undefined) return `unix://${socketPath}`
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.')
  return `${tls ? 'https' : 'http'}://127.0.0.1:${address.port}`
}

type Exchange = {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly body: Buffer
  readonly path: string
  readonly target: string
  readonly fault: Fault | undefined
}

async function answer(exchange: Exchange): Promise<void> {
  const {incoming, outgoing, fault} = exchange
  if (fault?.kind === 'hang') return
  if (fault?.kind === 'refuse') {
    incoming.socket.destroy()
    return
  }
  if (fault?.kind === 'status') {
    outgoing.writeHead(fault.status, {'Content-Type': 'text/plain', ...fault.headers}).end(fault.body ?? '')
    return
  }
  if (fault?.kind === 'delay') await pause(fault.ms)
  if (fault?.kind === 'hold') await fault.until
  const real = await askAgent(exchange)
  const body = distortBody(await readAll(real), fault)
  outgoing.writeHead(real.statusCode ?? 502, {
    ...distortHeaders(real.headers, fault),
    'content-length': String(body.length),
  })
  if (fault?.kind === 'cut')
    outgoing.write(body.subarray(0, fault.afterBytes), () => incoming.socket.destroy())
  else if (fault?.kind === 'stall') outgoing.write(body.subarray(0, fault.afterBytes))
  else outgoing.end(body)
}

/** A client that gives up takes its request to the agent along. */
function askAgent({incoming, outgoing, body, path, target}: Exchange): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const forwarded = httpRequest(target, {
      path,
      method: incoming.method,
      headers: {...incoming.headers, host: new URL(target).host, connection: 'close'},
    })
    outgoing.once('close', () => forwarded.destroy())
    forwarded.once('response', resolve)
    forwarded.once('error', reject)
    forwarded.end(body)
  })
}

function distortBody(body: Buffer, fault: Fault | undefined): Buffer {
  if (fault?.kind === 'corrupt') return body.subarray(0, body.length / 2)
  if (fault?.kind === 'rewrite') return Buffer.from(fault.rewrite(body.toString()))
  return body
}

function distortHeaders(headers: IncomingHttpHeaders, fault: Fault | undefined): IncomingHttpHeaders {
  const {'transfer-encoding': _, connection: __, ...kept} = headers
  if (fault?.kind === 'rewindIndex') return {...kept, 'x-consul-index': fault.index}
  if (fault?.kind !== 'dropHeaders') return kept
  const dropped = new Set(fault.names.map(name => name.toLowerCase()))
  return Object.fromEntries(Object.entries(kept).filter(([name]) => !dropped.has(name)))
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
