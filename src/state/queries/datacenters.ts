import {listDatacenters} from '../../api/catalog.ts'
import type {Query} from '../live.ts'
import {defineQuery, type QueryContext} from './define.ts'

/** The datacenters by distance, the nearest first. Does not block. */
export const datacentersQuery = (context: QueryContext): Query<readonly string[]> =>
  defineQuery(context, 'catalog.datacenters', listDatacenters, {everyMs: 60_000})
