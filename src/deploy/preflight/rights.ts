import {type AccessRequest, authorize} from '../../api/acl.ts'
import {type AclRule, formatAclRule} from '../../api/acl-rule.ts'
import type {ConsulClient, QueryOptions} from '../../api/client.ts'
import type {DeployRequest} from '../waves/request.ts'
import type {Finding} from './finding.ts'

type Wanted = {
  readonly request: AccessRequest
  readonly rule: AclRule
  readonly without: string
  readonly severity: 'yellow' | 'red'
}

const wantedFor = ({event, terms}: DeployRequest): readonly Wanted[] => [
  {
    request: {resource: 'event', access: 'write', segment: event},
    rule: {resource: 'event', access: 'write', name: event},
    without: 'the event cannot be fired',
    severity: 'red',
  },
  {
    request: {resource: 'key', access: 'read', segment: '_deploy/'},
    rule: {resource: 'key', access: 'read', prefix: '_deploy/'},
    without: 'no answer of the hosts can be read',
    severity: 'red',
  },
  {
    request: {resource: 'key', access: 'write', segment: '_deploy/any/job'},
    rule: {resource: 'key', access: 'write', prefix: '_deploy/'},
    without: 'nobody else can see the deploy, and it will not be in the history',
    severity: 'yellow',
  },
  ...terms.services.map(
    (name): Wanted => ({
      request: {resource: 'service', access: 'read', segment: name},
      rule: {resource: 'service', access: 'read', name},
      without: `the health of ${name} cannot be read`,
      severity: 'red',
    }),
  ),
]

/** What the token may not do of what the deploy needs. @throws ConsulError where it cannot be asked */
export const lookAtRights = async (
  client: ConsulClient,
  deploy: DeployRequest,
  options: QueryOptions,
): Promise<readonly Finding[]> => {
  if (client.readOnly)
    return [
      {
        about: 'rights',
        severity: 'red',
        sentence: 'Lictor was started with --read-only: it will not fire the event.',
        nextStep: 'Start it without --read-only.',
      },
    ]
  const wanted = wantedFor(deploy)
  const {data} = await authorize(
    client,
    wanted.map(({request}) => request),
    options,
  )
  const missing = wanted.filter((_, place) => data[place]?.allow === false)
  if (missing.length === 0)
    return [{about: 'rights', severity: 'green', sentence: 'The token may do all that the deploy needs.'}]
  return missing.map(({rule, without, severity}) => ({
    about: 'rights',
    severity,
    sentence: `With this token ${without}.`,
    nextStep: `It needs ${formatAclRule(rule)}.`,
  }))
}
