import type {Agent, Dispatcher} from 'undici'
import type {Connection, Endpoint} from './connection.ts'
import type {Headers} from './meta.ts'
import {type RawAnswer, takeWhole} from './whole-answer.ts'

export type OutgoingRequest = {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** Path and query string. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
  readonly signal: AbortSignal | undefined
  /** Longest silence before the answer begins, and within it. */
  readonly silenceMs: number
  /** A blocking read, which must never queue behind a call or the other way round. */
  readonly blocking: boolean
}

/** An answer of which only the head is there. Its body has to be read or left, which ends the transfer. */
export type OpenAnswer = {
  readonly status: number
  readonly headers: Headers
  readonly body: AsyncIterable<Uint8Array> & {readonly text: () => Promise<string>}
}

export type Transport = {
  readonly send: (request: OutgoingRequest) => Promise<RawAnswer>
  readonly open: (request: OutgoingRequest) => Promise<OpenAnswer>
  readonly close: () => Promise<void>
}

/** Connections to one agent: as many as there are open blocking reads, and others for calls. Opened on first use. */
export const createTransport = (endpoint: Endpoint, tls: Connection['tls'], connectMs: number): Transport => {
  let opening: Promise<Pools> | undefined
  const pools = (): Promise<Pools> => {
    opening ??= openPools(endpoint, tls, connectMs)
    return opening
  }
  return {
    send: async request => {
      const opened = await pools()
      return takeWhole(poolFor(opened, request), optionsOf(endpoint.origin, request), request.signal)
    },
    open: async request => {
      const opened = await pools()
      const {sendRequest} = opened
      const options = {...optionsOf(endpoint.origin, request), signal: request.signal ?? null}
      const {statusCode, headers, body} = await sendRequest.call(poolFor(opened, request), options)
      return {status: statusCode, headers, body}
    },
    close: async () => {
      // One that could not be opened has told its caller.
      const opened = await opening?.catch(() => undefined)
      await Promise.all([opened?.calls.destroy(), opened?.blocking.destroy()])
    },
  }
}

type SendRequest = typeof import('undici/lib/api/api-request.js')

type Pools = {readonly calls: Agent; readonly blocking: Agent; readonly sendRequest: SendRequest}

const openPools = async (endpoint: Endpoint, tls: Connection['tls'], connectMs: number): Promise<Pools> => {
  const [{default: UndiciAgent}, {default: sendRequest}, secure] = await Promise.all([
    import('undici/lib/dispatcher/agent.js'),
    import('undici/lib/api/api-request.js'),
    endpoint.origin.startsWith('https:') ? secureOptions(tls) : {},
  ])
  const open = (): Agent =>
    new UndiciAgent({
      // HTTP/2 would put all blocking reads on one connection, where one stall holds up every view.
      allowH2: false,
      connect: {
        ...secure,
        timeout: connectMs,
        ...(endpoint.socketPath === undefined ? {} : {socketPath: endpoint.socketPath}),
      },
    })
  return {calls: open(), blocking: open(), sendRequest}
}

/** Roots of the machine unless a CA is named, as in Consul's Go client; parsed once, not per connection. */
const secureOptions = async (tls: Connection['tls'] = {}) => {
  const {createSecureContext, getCACertificates} = await import('node:tls')
  const ca = tls.ca ?? [...getCACertificates('default'), ...getCACertificates('system')]
  return {
    secureContext: createSecureContext({
      ca: [...ca],
      ...(tls.cert === undefined ? {} : {cert: tls.cert}),
      ...(tls.key === undefined ? {} : {key: tls.key}),
    }),
    rejectUnauthorized: tls.verify ?? true,
    ...(tls.serverName === undefined ? {} : {servername: tls.serverName}),
  }
}

const poolFor = ({calls, blocking}: Pools, request: OutgoingRequest): Agent =>
  request.blocking ? blocking : calls

const optionsOf = (origin: string, request: OutgoingRequest): Dispatcher.DispatchOptions => ({
  origin,
  path: request.target,
  method: request.method,
  headers: {...request.headers},
  body: request.body ?? null,
  headersTimeout: request.silenceMs,
  bodyTimeout: request.silenceMs,
})
