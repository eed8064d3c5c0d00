import {listQueries, type PreparedQuery} from '../../api/query.ts'
import type {Query} from '../live.ts'
import {defineQuery, type QueryContext} from './define.ts'

/** The prepared queries that the token may read. */
export const preparedQueriesQuery = (context: QueryContext): Query<readonly PreparedQuery[]> =>
  defineQuery(context, 'query.list', listQueries)
