import {formatAclRule} from './acl-rule.ts'
import {ConsulError, type ConsulErrorFields} from './errors.ts'
import type {Redact} from './redact.ts'
import type {ConsulRequest} from './request.ts'
import type {RawAnswer} from './whole-answer.ts'

export type StatusContext = {
  readonly request: ConsulRequest
  readonly address: string
  /** Whether the request carried a token. */
  readonly identified: boolean
  readonly redact: Redact
}

type Finding = Pick<ConsulErrorFields, 'kind' | 'shortMessage' | 'nextStep' | 'retryAfterMs'>

/** Turns an answer that is a refusal into an error; Consul explains itself in plain text. */
export const describeStatus = (answer: RawAnswer, context: StatusContext): ConsulError => {
  const {method, path} = context.request
  const finding = findByText(answer, context) ?? findByStatus(answer, context)
  return new ConsulError({
    ...finding,
    details: context.redact(answer.body) || undefined,
    status: answer.status,
    method,
    path,
  })
}

/** Consul says 500 to many things; what it means stands in the text (verified on 1.8.7). */
const findByText = ({status, body}: RawAnswer, context: StatusContext): Finding | undefined => {
  if (status === 500 && leaderLost.test(body)) return noLeader(body)
  if (/No path to datacenter/.test(body)) return unknownDatacenter(context)
  if (/Remote DC has no server currently reachable/.test(body)) return remoteUnreachable(context)
  if (/ACL support disabled/.test(body)) return aclsDisabled
  if (/HTTP request to an HTTPS server/.test(body)) return wantsHttps(context)
  if (/ACL not found/.test(body)) return context.identified ? unknownToken : noToken
  if (/Permission denied|lacks permission/.test(body)) return forbidden(body, context)
  if (status === 500 && badParameter.test(body)) return invalid(context)
  return undefined
}

const leaderLost =
  /No cluster leader|No known Consul servers|leadership lost|not the leader|raft is already shutdown|rpc error (making call|getting client): .*(EOF|connection re(fused|set)|stream closed|deadline reached|broken pipe|session shutdown)/

const badParameter =
  /boolean expression|error parsing regexp|Invalid (node|service|tag) filter|tag filter without|UUID|exceeds configured limit|[Ii]nvalid/

const findByStatus = (answer: RawAnswer, context: StatusContext): Finding => {
  const {method, path} = context.request
  switch (answer.status) {
    case 401:
      return unauthorized(context)
    case 403:
      return refused(context)
    case 404:
    case 410:
      return {kind: 'notFound', shortMessage: `Consul does not have ${path}`}
    case 409:
      return {
        kind: 'conflict',
        shortMessage: 'Someone else changed it first',
        nextStep: 'Read it again and repeat the change if it is still wanted.',
      }
    case 429:
    case 503:
      return rateLimited(answer)
    case 502:
    case 504:
      return {
        kind: 'unreachable',
        shortMessage: `The proxy at ${context.address} cannot reach Consul (${answer.status})`,
        nextStep: 'Check the proxy, or address an agent directly.',
      }
    case 413:
      return {kind: 'invalid', shortMessage: 'Too large for Consul', nextStep: 'Send less at once.'}
    case 400:
      return invalid(context)
    default:
      return {kind: 'protocol', shortMessage: `Consul answered ${answer.status} to ${method} ${path}`}
  }
}

const noLeader = (body: string): Finding =>
  /No known Consul servers/.test(body)
    ? {
        kind: 'noLeader',
        shortMessage: 'This agent knows no Consul server',
        nextStep: 'Check that the servers run, or address another agent.',
      }
    : {
        kind: 'noLeader',
        shortMessage: 'The cluster has no leader',
        nextStep:
          'Read with -stale meanwhile; writes wait for an election, which needs a majority of servers.',
      }

const unknownDatacenter = ({request}: StatusContext): Finding => ({
  kind: 'invalid',
  shortMessage: `There is no datacenter ${JSON.stringify(request.options?.datacenter ?? '')}`,
  nextStep: 'Choose one of those that `consul catalog datacenters` lists.',
})

const remoteUnreachable = ({request}: StatusContext): Finding => ({
  kind: 'unreachable',
  shortMessage: `No server of datacenter ${JSON.stringify(request.options?.datacenter ?? '')} can be reached`,
  nextStep: 'Check the WAN link, or address an agent of that datacenter.',
})

const wantsHttps = ({address}: StatusContext): Finding => ({
  kind: 'unreachable',
  shortMessage: `${address} speaks HTTPS`,
  nextStep: 'Write the address with https://, or set CONSUL_HTTP_SSL=true.',
})

const aclsDisabled: Finding = {
  kind: 'notFound',
  shortMessage: 'ACLs are disabled in this cluster',
}

const unknownToken: Finding = {
  kind: 'forbidden',
  shortMessage: 'Consul does not know this token',
  nextStep: 'Set CONSUL_HTTP_TOKEN or -token to one that exists here, has not expired and has a policy.',
}

const noToken: Finding = {
  kind: 'forbidden',
  shortMessage: 'Consul asks for a token',
  nextStep: 'Set CONSUL_HTTP_TOKEN or -token.',
}

/** Newer servers name what is missing: `lacks permission 'node:read' on "c1"`. */
const forbidden = (body: string, {request}: StatusContext): Finding => {
  const missing = /lacks permission '([\w:]+)'(?: on "([^"]*)")?/.exec(body)
  const rules = (request.needs ?? []).map(formatAclRule).join(' and ')
  const lacking =
    missing?.[1] === undefined ? '' : `: ${missing[1]}${missing[2] ? ` on "${missing[2]}"` : ''}`
  return {
    kind: 'forbidden',
    shortMessage: `The token lacks a permission${lacking}`,
    nextStep: rules === '' ? 'Ask for a token with more rights.' : `The token needs ${rules}.`,
  }
}

/** A 403 that is no matter of ACLs: a blocked endpoint, or writes from this address. */
const refused = ({request}: StatusContext): Finding => ({
  kind: 'forbidden',
  shortMessage: `The agent refuses ${request.method} ${request.path}`,
  nextStep: 'Look at http_config in the configuration of the agent, or ask another agent.',
})

const unauthorized = ({address}: StatusContext): Finding => ({
  kind: 'forbidden',
  shortMessage: `${address} asks for a user and password`,
  nextStep: 'Set CONSUL_HTTP_AUTH=user:password.',
})

const invalid = ({request}: StatusContext): Finding => ({
  kind: 'invalid',
  shortMessage: `Consul rejects ${request.method} ${request.path}`,
})

const rateLimited = ({status, headers}: RawAnswer): Finding => ({
  kind: 'rateLimited',
  shortMessage: `Consul is refusing requests for now (${status})`,
  nextStep: 'Wait a moment, or address another agent.',
  retryAfterMs: retryAfter(headers['retry-after']),
})

/** Retry-After is either seconds or a date (RFC 9110, 10.2.3). */
const retryAfter = (value: RawAnswer['headers'][string]): number | undefined => {
  if (typeof value !== 'string') return undefined
  if (/^\d+$/.test(value)) return Number(value) * 1000
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now())
}
