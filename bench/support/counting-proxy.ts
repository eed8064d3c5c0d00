import {Agent, createServer, request as forward, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'

export type SeenRequest = {
  readonly method: string
  readonly path: string
  /** Path and query string. */
  readonly target: string
  readonly blocking: boolean
}

/** Stands before an agent and remembers what it was asked. */
export type CountingProxy = {
  /** `http://127.0.0.1:port` */
  readonly address: string
  /** The requests that came in since the last call. */
  readonly take: () => readonly SeenRequest[]
  /** Of the bodies of all answers. */
  readonly bytes: () => number
  readonly close: () => Promise<void>
}

export const startCountingProxy = async (target: string): Promise<CountingProxy> => {
  const upstream = new Agent({keepAlive: true})
  let seen: SeenRequest[] = []
  let bytes = 0
  const server = createServer((incoming, answer) => {
    seen.push(describe(incoming))
    pass({
      incoming,
      answer,
      target,
      upstream,
      count: length => {
        bytes += length
      },
    })
  })
  server.requestTimeout = 0
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo // it listens on TCP
  return {
    address: `http://127.0.0.1:${port}`,
    take: () => {
      const taken = seen
      seen = []
      return taken
    },
    bytes: () => bytes,
    close: () => {
      upstream.destroy()
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

/** A query blocks when it says from which index on it wants to hear. */
const describe = ({method = '', url = ''}: IncomingMessage): SeenRequest => {
  const {pathname, searchParams} = new URL(url, 'http://agent')
  return {method, path: pathname, target: url, blocking: searchParams.has('index')}
}

const pass = ({
  incoming,
  answer,
  target,
  upstream,
  count,
}: {
  readonly incoming: IncomingMessage
  readonly answer: ServerResponse
  readonly target: string
  readonly upstream: Agent
  readonly count: (bytes: number) => void
}): void => {
  const {method, headers, url = ''} = incoming
  const outgoing = forward(`${target}${url}`, {method, headers, agent: upstream}, reply => {
    answer.writeHead(reply.statusCode ?? 502, reply.headers)
    reply.on('data', (chunk: Buffer) => count(chunk.length))
    reply.pipe(answer)
  })
  outgoing.once('error', () => answer.destroy())
  answer.once('close', () => outgoing.destroy())
  incoming.pipe(outgoing)
}
