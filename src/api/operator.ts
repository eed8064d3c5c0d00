import type {AclRule} from './acl-rule.ts'
import type {ConsulClient, QueryOptions, Reply} from './client.ts'
import {arrayOf, boolean, type Decoder, field, object, string, text, withDefault} from './decode.ts'
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
