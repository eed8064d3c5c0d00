import {formatAclRule} from '../api/acl-rule.ts'
import type {Live} from '../state/live.ts'
import {identityQuery} from '../state/queries/identity.ts'
import {useQuery} from './use-query.ts'

export type Resource = 'service' | 'node' | 'session'

/**
 * Consul filters lists by ACL and mostly says nothing. What the token may not read is known from the header of newer
 * versions, or from asking for the permission; the sentence names the rule that is missing.
 */
export const useHidden = (resource: Resource, {meta}: Live<unknown>): string | undefined => {
  const {data} = useQuery(identityQuery)
  const permission = data?.permissions?.find(answer => answer.resource === resource)
  if (permission?.allow !== false && meta?.filteredByAcls !== true) return undefined
  return `This token may not read every ${resource}: it needs ${formatAclRule({resource, access: 'read'})}`
}
