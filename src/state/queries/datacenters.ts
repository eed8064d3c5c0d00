import {listDatacenters} from '../../api/catalog.ts'
import type {Query} from '../live.ts'
import {defineQuery, type QueryContext} from './define.ts'

/** The datacenters by distance, the nearest first, as the asked agent has them wherever one looks. Does not block. */
export const datacentersQuery = (context: QueryContext): Query<readonly string[]> => {
  const {datacenter: _, ...tenancy} = context.tenancy
  return defineQuery({...context, tenancy}, 'catalog.datacenters', listDatacenters, {everyMs: 60_000})
}
