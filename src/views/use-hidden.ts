import {hiddenByAcl, type Resource} from '../state/hidden.ts'
import type {Live} from '../state/live.ts'
import {identityQuery} from '../state/queries/identity.ts'
import {useQuery} from './use-query.ts'

/** Why the list may be incomplete, if ACLs hide something of it. */
export const useHidden = (resource: Resource, {meta}: Live<unknown>): string | undefined =>
  hiddenByAcl(resource, useQuery(identityQuery).data, meta)
