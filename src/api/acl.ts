import type {Answer, ConsulClient, QueryOptions, Reply} from './client.ts'
import {arrayOf, boolean, type Decoder, field, object, string, text} from './decode.ts'
import {decodeAnswer} from './read.ts'

/** Whom Consul takes us for; the secret ID is left where it is. */
export type OwnToken =
  | {readonly disabled: true}
  | {
      readonly disabled: false
      readonly accessorId: string
      readonly description: string
      /** Names. */
      readonly policies: readonly string[]
    }

/** `GET /v1/acl/token/self`; without a token it is the anonymous one, or the agent's default. */
export const readOwnToken = async (
  client: ConsulClient,
  options?: QueryOptions,
): Promise<Reply<OwnToken>> => {
  const answer = await client.send({
    method: 'GET',
    path: '/v1/acl/token/self',
    options,
    isAnswer: saysDisabled,
  })
  const data: OwnToken = isDisabled(answer) ? {disabled: true} : decodeAnswer(answer, decodeOwnToken)
  return {data, meta: answer.meta}
}

const decodeOwnToken: Decoder<OwnToken> = object(token => ({
  disabled: false as const,
  accessorId: field(token, 'AccessorID', string),
  description: field(token, 'Description', text),
  policies: field(token, 'Policies', arrayOf(decodePolicyName)),
}))

const decodePolicyName = object(policy => field(policy, 'Name', string))

/** Something one may want to do: `{resource: 'event', access: 'write', segment: 'deploy'}`. */
export type AccessRequest = {
  readonly resource: string
  readonly access: 'read' | 'list' | 'write'
  /** The name of the key, service, ...; empty where the resource has none, such as `operator`. */
  readonly segment: string
}

export type AccessAnswer = AccessRequest & {readonly allow: boolean}

/** `POST /v1/internal/acl/authorize`: what the token may do, in the order asked. All of it where ACLs are disabled. */
export const authorize = async (
  client: ConsulClient,
  requests: readonly AccessRequest[],
  options?: QueryOptions,
): Promise<Reply<readonly AccessAnswer[]>> => {
  const answer = await client.send({
    method: 'POST',
    path: '/v1/internal/acl/authorize',
    body: {
      json: requests.map(({resource, access, segment}) => ({
        Resource: resource,
        Access: access,
        Segment: segment,
      })),
    },
    options,
    isAnswer: saysDisabled,
  })
  const allowed = isDisabled(answer) ? requests.map(() => true) : decodeAnswer(answer, decodeAllowed)
  const data = requests.map((request, i) => ({...request, allow: allowed[i] ?? false}))
  return {data, meta: answer.meta}
}

const decodeAllowed = arrayOf(object(result => field(result, 'Allow', boolean)))

const saysDisabled = (status: number, body: string): boolean =>
  status === 401 && body.includes('ACL support disabled')

const isDisabled = (answer: Answer): boolean => answer.status === 401
