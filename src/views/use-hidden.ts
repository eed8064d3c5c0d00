import {hiddenByAcl, type Resource} from '../state/hidden.ts'
import type {Live} from '../state/live.ts'
import {identityQuery} from '../state/queries/identity.ts'
import {useQuery} from './use-query.ts'

/** Why the list may be incomplete, if ACLs hide something of it: the first of the resources that it is made of. */
export const useHidden = (resources: readonly Resource[], {meta}: Live<unknown>): string | undefined => {
  const {data} = useQuery(identityQuery)
  return resources.map(resource => hiddenByAcl(resource, data, meta)).find(hidden => hidden !== undefined)
}
