import {describeFailure} from './classify-failure.ts'
import {describeStatus} from './classify-status.ts'
import {type Connection, parseEndpoint} from './connection.ts'
import {abortError, ConsulError} from './errors.ts'
import {type QueryMeta, readMeta} from './meta.ts'
import {isRead} from './read-only.ts'
import {createRedactor, type Redact} from './redact.ts'
import {type ConsulRequest, type DefaultTenancy, type QueryOptions, requestTarget} from './request.ts'
import {createTransport, type OutgoingRequest} from './transport.ts'
import type {RawAnswer} from './whole-answer.ts'

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

/** An answer whose body comes as it arrives; of what is not a 200, `body` has it whole and `chunks` nothing. */
export type StreamedAnswer = Answer & {
  /** To be read once. Leaving the loop ends the transfer. @throws as {@link ConsulClient.send}. */
  readonly chunks: AsyncIterable<Uint8Array>
}

/** One agent's HTTP interface; every chapter function takes it first. */
export type ConsulClient = {
  /** Fit for the screen: without credentials. */
  readonly address: string
  readonly readOnly: boolean
  /** Where a request goes that names no namespace or partition. */
  readonly tenancy: DefaultTenancy
  /** @throws ConsulError of any kind, or an abort error once `options.signal` is aborted. */
  readonly send: (request: ConsulRequest) => Promise<Answer>
  /** As `send`, for answers too large to be held at once. */
  readonly stream: (request: ConsulRequest) => Promise<StreamedAnswer>
  readonly close: () => Promise<void>
}

type ClientTimings = {
  /** A leaderless server answers only after 7 s, so a call must wait longer than that. */
  readonly callMs: number
  /** A server puts a list of a million keys together before its first byte. */
  readonly streamMs?: number
  /** Added to the longest time Consul keeps a blocking read open. */
  readonly blockingGraceMs: number
}

const patient: ClientTimings = {callMs: 10_000, streamMs: 60_000, blockingGraceMs: 10_000}

/** A request with the longest silence that is borne with. */
type Sent = {readonly request: ConsulRequest; readonly silenceMs: number}

/** @throws ConsulError `invalid` for a malformed address. Connects on first use. */
export const createConsulClient = (connection: Connection, timings = patient): ConsulClient => {
  const endpoint = parseEndpoint(connection.address)
  const basicAuth = connection.basicAuth ?? endpoint.basicAuth
  const redact = createRedactor({token: connection.token, basicAuth})
  const transport = createTransport(endpoint, connection.tls, timings.callMs)
  const readOnly = connection.readOnly ?? false

  /** What went wrong on the way, or silence where the caller has given up. */
  const failed = ({request, silenceMs}: Sent, error: unknown): Error =>
    request.options?.signal?.aborted
      ? abortError()
      : describeFailure(error, {request, address: endpoint.label, silenceMs, redact})

  /** The one way out: every request of every endpoint leaves here. */
  const transmit = async <A>(transfer: (outgoing: OutgoingRequest) => Promise<A>, sent: Sent): Promise<A> => {
    const {request, silenceMs} = sent
    const {method, options} = request
    if (readOnly && !isRead(request)) throw refusedWrite(request)
    if (options?.signal?.aborted) throw abortError()
    const outgoing = {
      method,
      target: requestTarget(request, connection),
      headers: headersOf(request, connection.token, basicAuth),
      body: encodeBody(request),
      signal: options?.signal,
      silenceMs,
      blocking: options?.index !== undefined,
    }
    return transfer(outgoing).catch(error => Promise.reject(failed(sent, error)))
  }

  const judge = createJudge(endpoint.label, Boolean(connection.token), redact)
  const send = async (request: ConsulRequest): Promise<Answer> => {
    const sent = {request, silenceMs: silenceLimit(request.options, timings)}
    return judge(request, await transmit(transport.send, sent))
  }
  const stream = async (request: ConsulRequest): Promise<StreamedAnswer> => {
    const sent = {request, silenceMs: timings.streamMs ?? timings.callMs}
    const open = await transmit(transport.open, sent)
    if (open.status !== 200) {
      const body = await open.body.text().catch(error => Promise.reject(failed(sent, error)))
      return {...judge(request, {...open, body}), chunks: nothing()}
    }
    return {
      ...judge(request, {...open, body: ''}),
      chunks: chunksOf(open.body, error => failed(sent, error)),
    }
  }

  const tenancy = {namespace: connection.namespace, partition: connection.partition}
  return {address: endpoint.label, readOnly, tenancy, send, stream, close: transport.close}
}

/** Tells answers from refusals. */
const createJudge =
  (address: string, identified: boolean, redact: Redact) =>
  (request: ConsulRequest, answer: RawAnswer): Answer => {
    const {status, headers, body} = answer
    const accepted = status === 200 || request.isAnswer?.(status, body) === true
    if (!accepted)
      throw describeStatus(answer, {
        request,
        address,
        identified: identified && !isAnonymous(request),
        redact,
      })
    // Any other status may carry an index too, but one that means nothing.
    const meta = readMeta(headers, status === 200 || status === 404)
    return {status, method: request.method, path: request.path, body, meta}
  }

async function* chunksOf(
  body: AsyncIterable<Uint8Array>,
  described: (error: unknown) => Error,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    throw described(error)
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

const refusedWrite = ({method, path}: ConsulRequest): ConsulError =>
  new ConsulError({
    kind: 'readOnly',
    shortMessage: 'Not sent: lictor was started with --read-only',
    nextStep: 'Start lictor without --read-only to change anything.',
    method,
    path,
  })

/** Asked as somebody without a token would. */
const isAnonymous = ({options}: ConsulRequest): boolean => options?.withoutToken === true

const headersOf = (request: ConsulRequest, token: string | undefined, basicAuth: string | undefined) => ({
  ...identityHeaders(isAnonymous(request) ? undefined : token, basicAuth),
  ...contentType(request),
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
