import {formatAclRule} from '../api/acl-rule.ts'
import type {QueryMeta} from '../api/client.ts'
import type {Identity} from './queries/identity.ts'

/** What an ACL can hide from a list. */
export type Resource = 'service' | 'node' | 'session' | 'key'

/**
 * Why a list may be incomplete, with the rule that is missing; undefined where it is whole. Consul filters lists by ACL and
 * mostly says nothing: a header of newer versions tells, else having asked for the permission.
 */
export const hiddenByAcl = (
  resource: Resource,
  identity: Identity | undefined,
  meta: QueryMeta | undefined,
): string | undefined => {
  const permission = identity?.permissions?.find(answer => answer.resource === resource)
  if (permission?.allow !== false && meta?.filteredByAcls !== true) return undefined
  return `This token may not read every ${resource}: it needs ${formatAclRule({resource, access: 'read'})}`
}
