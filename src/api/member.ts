import {type Decoder, field, number, object, recordOf, string, withDefault} from './decode.ts'

type MemberStatus = 'none' | 'alive' | 'leaving' | 'left' | 'failed'

/** An agent in the gossip pool. */
export type Member = {
  readonly name: string
  readonly id?: string | undefined
  readonly address: string
  readonly port: number
  readonly status: MemberStatus
  readonly server: boolean
  readonly datacenter: string
  /** The version without the revision: `1.8.7`. */
  readonly build: string
  /** Gossip protocol versions. */
  readonly protocol: {readonly current: number; readonly min: number; readonly max: number}
  readonly segment?: string | undefined
  /** A server without a vote: a read replica. */
  readonly nonVoter: boolean
  readonly tags: Readonly<Record<string, string>>
}

/** Serf's numbers: https://pkg.go.dev/github.com/hashicorp/serf/serf#MemberStatus */
const statuses: readonly MemberStatus[] = ['none', 'alive', 'leaving', 'left', 'failed']

const decodeTags = recordOf(string)
const count = withDefault(number, 0)

export const decodeMember: Decoder<Member> = object(member => {
  const tags = field(member, 'Tags', decodeTags)
  return {
    name: field(member, 'Name', string),
    id: tags.id || undefined,
    address: field(member, 'Addr', string),
    port: field(member, 'Port', count),
    status: statuses[field(member, 'Status', number)] ?? 'none',
    server: tags.role === 'consul',
    datacenter: tags.dc ?? '',
    build: tags.build?.split(':', 1)[0] ?? '',
    protocol: {
      current: field(member, 'ProtocolCur', count),
      min: field(member, 'ProtocolMin', count),
      max: field(member, 'ProtocolMax', count),
    },
    segment: tags.segment || undefined,
    nonVoter: tags.nonvoter === '1' || tags.read_replica === '1',
    tags,
  }
})
