import {describeFailure} from './classify-failure.ts'
import {describeStatus} from './classify-status.ts'
import {type Connection, parseEndpoint} from './connection.ts'
import {abortError, ConsulError} from './errors.ts'
import {type QueryMeta, readMeta} from './meta.ts'
import {isRead} from './read-only.ts'
import {createRedactor} from './redact.ts'
import {type ConsulRequest, type QueryOptions, requestTarget} from './request.ts'
import {createTransport, type RawAnswer} from './transport.ts'

export type {Connection, TlsOptions} from './connection.ts'
export type {QueryMeta} from './meta.ts'
export type {Consistency, QueryOptions, WriteOptions} from './request.ts'

/** A decoded answer with what its headers said. */
export type Reply<T> = {readonly data: T; readonly meta: QueryMeta}

/** An answer whose body is still text, for the decoders. */
export type Answer = {
  readonly status: number
  readonly method: string
  readonly path: string
  readonly body: string
  readonly meta: QueryMeta
}

/** One agent's HTTP interface; every chapter function takes it first. */
export type ConsulClient = {
  /** Fit for the screen: without credentials. */
  readonly address: string
  readonly readOnly: boolean
  /** @throws ConsulError of any kind, or an abort error once `options.signal` is aborted. */
  readonly send: (request: ConsulRequest) => Promise<Answer>
  readonly close: () => Promise<void>
}

type ClientTimings = {
  /** A leaderless server answers only after 7 s, so a call must wait longer than that. */
  readonly callMs: number
  /** Added to the longest time Consul keeps a blocking read open. */
  readonly blockingGraceMs: number
}

const patient: ClientTimings = {callMs: 10_000, blockingGraceMs: 10_000}

/** @throws ConsulError `invalid` for a malformed address. Connects on first use. */
export const createConsulClient = (connection: Connection, timings = patient): ConsulClient => {
  const endpoint = parseEndpoint(connection.address)
  const basicAuth = connection.basicAuth ?? endpoint.basicAuth
  const redact = createRedactor({token: connection.token, basicAuth})
  const transport = createTransport(endpoint, connection.tls, timings.callMs)
  const identify = ({withoutToken}: QueryOptions = {}) =>
    identityHeaders(withoutToken ? undefined : connection.token, basicAuth)
  const readOnly = connection.readOnly ?? false

  const transmit = async (request: ConsulRequest): Promise<RawAnswer> => {
    const signal = request.options?.signal
    if (signal?.aborted) throw abortError()
    const silenceMs = silenceLimit(request.options, timings)
    try {
      return await transport.send({
        method: request.method,
        target: requestTarget(request, connection),
        headers: {...identify(request.options), ...contentType(request)},
        body: encodeBody(request),
        signal,
        silenceMs,
        blocking: request.options?.index !== undefined,
      })
    } catch (error) {
      if (signal?.aborted) throw abortError()
      throw describeFailure(error, {request, address: endpoint.label, silenceMs, redact})
    }
  }

  const send = async (request: ConsulRequest): Promise<Answer> => {
    if (readOnly && !isRead(request)) throw refusedWrite(request)
    const {status, headers, body} = await transmit(request)
    const accepted = status === 200 || request.isAnswer?.(status, body) === true
    if (!accepted) {
      const identified = Boolean(connection.token) && !request.options?.withoutToken
      throw describeStatus({status, headers, body}, {request, address: endpoint.label, identified, redact})
    }
    // Any other status may carry an index too, but one that means nothing.
    const meta = readMeta(headers, status === 200 || status === 404)
    return {status, method: request.method, path: request.path, body, meta}
  }

  return {address: endpoint.label, readOnly, send, close: transport.close}
}

const refusedWrite = ({method, path}: ConsulRequest): ConsulError =>
  new ConsulError({
    kind: 'readOnly',
    shortMessage: 'Not sent: lictor was started with --read-only',
    nextStep: 'Start lictor without --read-only to change anything.',
    method,
    path,
  })

const identityHeaders = (token: string | undefined, basicAuth: string | undefined) => ({
  ...(token ? {'X-Consul-Token': token} : {}),
  ...(basicAuth ? {Authorization: `Basic ${Buffer.from(basicAuth).toString('base64')}`} : {}),
})

/** Consul 1.20 and later look at the content type of what they are sent. */
const contentType = ({body}: ConsulRequest): Record<string, string> =>
  body === undefined ? {} : {'Content-Type': 'json' in body ? 'application/json' : 'application/octet-stream'}

/** A whole body, never a stream: Consul wants a Content-Length. */
const encodeBody = ({body}: ConsulRequest): string | Uint8Array | undefined =>
  body === undefined ? undefined : 'json' in body ? JSON.stringify(body.json) : body.bytes

/** Consul's own default wait, and the jitter of a sixteenth that it adds to any. */
const defaultWaitMs = 300_000

const silenceLimit = (options: QueryOptions | undefined, timings: ClientTimings): number =>
  options?.index === undefined
    ? timings.callMs
    : Math.ceil(((options.waitMs ?? defaultWaitMs) * 17) / 16) + timings.blockingGraceMs
