import {ConsulError, type ConsulErrorFields} from './errors.ts'
import {isRead} from './read-only.ts'
import type {Redact} from './redact.ts'
import type {ConsulRequest} from './request.ts'
import {describeTlsFailure} from './tls-failure.ts'

export type FailureContext = {
  readonly request: ConsulRequest
  readonly address: string
  readonly silenceMs: number
  readonly redact: Redact
}

type Finding = Pick<ConsulErrorFields, 'kind' | 'shortMessage' | 'nextStep'>

/** Turns what went wrong below HTTP into an error; the original is dropped, since it may hold the headers sent. */
export const describeFailure = (error: unknown, context: FailureContext): ConsulError => {
  const {method, path} = context.request
  const code = errorCode(error)
  const text = error instanceof Error ? error.message : ''
  const finding = describeTlsFailure(code, context.address) ?? describeSocketFailure(code, context)
  return new ConsulError({
    ...finding,
    details: context.redact([code, text].filter(Boolean).join(' ')) || undefined,
    method,
    path,
  })
}

/** Several addresses tried for one name fail together, as an AggregateError. */
const errorCode = (error: unknown): string => {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  // undici gives its parser's errors a code only where llhttp has one.
  if (error.name === 'HTTPParserError') return 'HPE_INVALID'
  if (error instanceof AggregateError) return errorCode(error.errors[0])
  return ''
}

const describeSocketFailure = (code: string, context: FailureContext): Finding => {
  const {address, silenceMs} = context
  switch (code) {
    case 'ECONNREFUSED':
      return unreachable(`Nothing listens at ${address}`, 'Start the agent, or set CONSUL_HTTP_ADDR.')
    case 'ENOENT':
      return unreachable(`There is no socket at ${address}`, 'Start the agent, or set CONSUL_HTTP_ADDR.')
    case 'EACCES':
      return unreachable(`Not allowed to open ${address}`, 'Check the owner and mode of the socket.')
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return unreachable(`The host of ${address} cannot be resolved`, 'Check the name in CONSUL_HTTP_ADDR.')
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return unreachable(`No connection to ${address} in time`, 'Check the network and any firewall.')
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return {
        kind: 'timeout',
        shortMessage: `${address} stayed silent for ${formatSeconds(silenceMs)}`,
        nextStep: afterSilence(context.request, 'Try again, or address another agent.'),
      }
    case 'UND_ERR_INVALID_ARG':
      return {kind: 'invalid', shortMessage: 'The request cannot be sent as it is'}
    default:
      if (code.startsWith('HPE_')) return notHttp(address)
      return unreachable(
        `The connection to ${address} broke`,
        afterSilence(context.request, afterBreak(address)),
      )
  }
}

/** What was sent may have been done, or may be done yet; a read can be asked again without a thought. */
const afterSilence = (request: ConsulRequest, retry: string): string =>
  isRead(request) ? retry : 'It may have happened all the same, or happen yet: look before you try again.'

/**
 * An agent that misses a client certificate hangs up; its reason is lost with the connection under TLS 1.3. One that was asked
 * over more than 200 connections by one host (`http_max_conns_per_client`) hangs up on the others, and gives no reason.
 */
const afterBreak = (address: string): string =>
  address.startsWith('https:')
    ? 'If the agent asks for client certificates, set CONSUL_CLIENT_CERT and CONSUL_CLIENT_KEY; else try again.'
    : 'Try again, or address another agent; an agent also hangs up on a host that has 200 connections to it.'

const unreachable = (shortMessage: string, nextStep: string): Finding => ({
  kind: 'unreachable',
  shortMessage,
  nextStep,
})

const notHttp = (address: string): Finding => ({
  kind: 'protocol',
  shortMessage: `${address} does not speak HTTP`,
  nextStep: 'Point CONSUL_HTTP_ADDR at the HTTP port of an agent, 8500 unless configured otherwise.',
})

const formatSeconds = (milliseconds: number): string => `${Math.round(milliseconds / 100) / 10} s`
