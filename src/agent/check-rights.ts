import {type AccessRequest, authorize} from '../api/acl.ts'
import {type AclRule, formatAclRule} from '../api/acl-rule.ts'
import type {ConsulClient} from '../api/client.ts'
import {formatJobKey, jobFolder} from '../deploy/protocol/keys.ts'

type Wanted = {
  readonly request: AccessRequest
  readonly rule: AclRule
  /** What comes of its absence. */
  readonly without: string
}

const hearing = (name: string): Wanted => ({
  rule: {resource: 'event', access: 'read', name},
  request: {resource: 'event', access: 'read', segment: name},
  without: `nothing is heard of ${name}`,
})

const answering = (node: string): Wanted => ({
  rule: {resource: 'key', access: 'write', prefix: '_deploy/'},
  request: {
    resource: 'key',
    access: 'write',
    segment: jobFolder('_deploy', 'any') + formatJobKey({kind: 'ack', node}),
  },
  without: 'nobody hears how an event goes here',
})

/**
 * What the token lacks for events of these names, a sentence each. Consul does not say it by itself: who may not read an
 * event gets a list without it. Nothing where Consul cannot be asked, for then nothing is known.
 */
export const findMissingRights = async (
  client: ConsulClient,
  {events, node}: {readonly events: readonly string[]; readonly node: string},
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const wanted = [...events.map(hearing), answering(node)]
  try {
    const {data} = await authorize(
      client,
      wanted.map(({request}) => request),
      {signal},
    )
    return wanted
      .filter((_, i) => data[i]?.allow === false)
      .map(({without, rule}) => `${without}: the token needs ${formatAclRule(rule)}`)
  } catch {
    return []
  }
}
