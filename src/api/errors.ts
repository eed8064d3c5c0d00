/** The closed list of what can go wrong; views switch on it and never on message text. */
export type ConsulErrorKind =
  | 'unreachable'
  | 'timeout'
  | 'noLeader'
  | 'forbidden'
  | 'notFound'
  | 'invalid'
  | 'conflict'
  | 'rateLimited'
  | 'protocol'
  | 'readOnly'

/** What a {@link ConsulError} is made of. No field ever holds a token or a password. */
export type ConsulErrorFields = {
  readonly kind: ConsulErrorKind
  /** One line for the screen. */
  readonly shortMessage: string
  /** The server's or the system's own words, trimmed. */
  readonly details?: string | undefined
  /** One sentence: what the operator can do about it. */
  readonly nextStep?: string | undefined
  readonly status?: number | undefined
  readonly method?: string | undefined
  readonly path?: string | undefined
  readonly retryAfterMs?: number | undefined
  /** For a bug that surfaced in a request; never a network error, which drags the headers along. */
  readonly cause?: unknown
}

/** The only error that leaves this folder, besides an abort. */
export class ConsulError extends Error {
  override readonly name = 'ConsulError'
  readonly kind: ConsulErrorKind
  readonly shortMessage: string
  readonly details: string | undefined
  readonly nextStep: string | undefined
  readonly status: number | undefined
  readonly method: string | undefined
  readonly path: string | undefined
  readonly retryAfterMs: number | undefined

  constructor(fields: ConsulErrorFields) {
    super(
      fields.details ? `${fields.shortMessage}: ${fields.details}` : fields.shortMessage,
      fields.cause === undefined ? undefined : {cause: fields.cause},
    )
    this.kind = fields.kind
    this.shortMessage = fields.shortMessage
    this.details = fields.details
    this.nextStep = fields.nextStep
    this.status = fields.status
    this.method = fields.method
    this.path = fields.path
    this.retryAfterMs = fields.retryAfterMs
  }
}

export const isConsulError = (error: unknown): error is ConsulError => error instanceof ConsulError

const NEVER_SENT = /^(ECONNREFUSED|ENOENT|EACCES|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)\b/

/** Whether no agent has got the request: there was no connection to send it on. */
export const wasNeverSent = ({kind, status, details = ''}: ConsulError): boolean =>
  kind === 'unreachable' && status === undefined && NEVER_SENT.test(details)

/** Whether asking again cannot mend it: a watch ends until it is opened anew. */
export const isFatal = ({kind}: ConsulError): boolean =>
  kind === 'forbidden' || kind === 'invalid' || kind === 'notFound'

/** True for a request that its caller gave up; silence, never a failure. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'

export const abortError = (): DOMException => new DOMException('The request was given up', 'AbortError')
