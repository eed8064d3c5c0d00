import type {AclRule} from './acl-rule.ts'
import type {ConsulClient, QueryOptions, Reply} from './client.ts'
import {
  arrayOf,
  createInterned,
  type Decoder,
  field,
  number,
  object,
  optional,
  string,
  withDefault,
} from './decode.ts'
import {read} from './read.ts'

/** One row of a services table: all instances of a service together. */
export type ServiceSummary = {
  readonly name: string
  readonly tags: readonly string[]
  readonly nodes: readonly string[]
  readonly instanceCount: number
  /** Such as `connect-proxy`; absent for a plain service. */
  readonly kind?: string | undefined
  /** The cluster peer that exports it; absent for a local service. */
  readonly peerName?: string | undefined
  readonly checksPassing: number
  readonly checksWarning: number
  readonly checksCritical: number
}

const needs: readonly AclRule[] = [
  {resource: 'node', access: 'read'},
  {resource: 'service', access: 'read'},
]

/**
 * `GET /v1/internal/ui/services`, which Consul's own UI lives on; no stable interface.
 * @throws ConsulError `notFound` where it is missing: fall back to the catalog and the checks.
 */
export const listServiceSummaries = (
  client: ConsulClient,
  options?: QueryOptions,
): Promise<Reply<readonly ServiceSummary[]>> =>
  read(client, {path: '/v1/internal/ui/services', needs, options}, decodeSummaries)

const count = withDefault(number, 0)

const decodeSummaries: Decoder<readonly ServiceSummary[]> = value => {
  const interned = createInterned()
  const names = arrayOf(interned)
  const word = optional(interned)
  return arrayOf(
    object(summary => ({
      name: field(summary, 'Name', string),
      tags: field(summary, 'Tags', names),
      nodes: field(summary, 'Nodes', names),
      instanceCount: field(summary, 'InstanceCount', count),
      kind: field(summary, 'Kind', word) || undefined,
      peerName: field(summary, 'PeerName', word) || undefined,
      checksPassing: field(summary, 'ChecksPassing', count),
      checksWarning: field(summary, 'ChecksWarning', count),
      checksCritical: field(summary, 'ChecksCritical', count),
    })),
  )(value)
}
