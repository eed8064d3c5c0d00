import type {AclRule} from './acl-rule.ts'
import type {ConsulClient, QueryOptions, Reply} from './client.ts'
import {arrayOf, boolean, type Decoder, field, number, object, string, text, withDefault} from './decode.ts'
import {read} from './read.ts'

export type RaftServer = {
  readonly id: string
  readonly node: string
  readonly address: string
  readonly leader: boolean
  readonly voter: boolean
}

const needs: readonly AclRule[] = [{resource: 'operator', access: 'read'}]

/** `GET /v1/operator/raft/configuration`. Does not block. */
export const readRaftConfiguration = (
  client: ConsulClient,
  options?: QueryOptions,
): Promise<Reply<readonly RaftServer[]>> =>
  read(client, {path: '/v1/operator/raft/configuration', needs, options}, decodeRaft)

const decodeRaft: Decoder<readonly RaftServer[]> = object(configuration =>
  field(configuration, 'Servers', arrayOf(decodeRaftServer)),
)

const flag = withDefault(boolean, false)

const decodeRaftServer: Decoder<RaftServer> = object(server => ({
  id: field(server, 'ID', string),
  node: field(server, 'Node', text),
  address: field(server, 'Address', string),
  leader: field(server, 'Leader', flag),
  voter: field(server, 'Voter', flag),
}))

export type AutopilotServer = {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly healthy: boolean
  readonly voter: boolean
  readonly leader: boolean
}

export type AutopilotHealth = {
  readonly healthy: boolean
  /** How many servers may be lost before the cluster is without a leader. */
  readonly failureTolerance: number
  readonly servers: readonly AutopilotServer[]
}

/** `GET /v1/operator/autopilot/health`. Does not block. */
export const readAutopilotHealth = (
  client: ConsulClient,
  options?: QueryOptions,
): Promise<Reply<AutopilotHealth>> =>
  read(
    client,
    {path: '/v1/operator/autopilot/health', needs, options, isAnswer: tellsOfIllHealth},
    decodeAutopilot,
  )

/** An unhealthy cluster is told with a 429 and the whole report; a rate limit with a 429 and a sentence. */
const tellsOfIllHealth = (status: number, body: string): boolean =>
  status === 429 && body.trimStart().startsWith('{')

const decodeAutopilotServer: Decoder<AutopilotServer> = object(server => ({
  id: field(server, 'ID', string),
  name: field(server, 'Name', text),
  address: field(server, 'Address', text),
  healthy: field(server, 'Healthy', flag),
  voter: field(server, 'Voter', flag),
  leader: field(server, 'Leader', flag),
}))

const decodeAutopilot: Decoder<AutopilotHealth> = object(health => ({
  healthy: field(health, 'Healthy', boolean),
  failureTolerance: field(health, 'FailureTolerance', withDefault(number, 0)),
  servers: field(health, 'Servers', arrayOf(decodeAutopilotServer)),
}))
