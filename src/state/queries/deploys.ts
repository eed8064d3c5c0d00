import {listKeys} from '../../api/kv.ts'
import {type Freeze, readFreeze} from '../../deploy/fire/freeze.ts'
import {listJobs, type PastJob} from '../../deploy/history/list.ts'
import {FREEZE_KEY} from '../../deploy/protocol/keys.ts'
import type {Query} from '../live.ts'
import {atOnce, defineQuery, type QueryContext} from './define.ts'

/** What any operator has run and deployed, the newest first. Each word of each host wakes it, so it takes a rest. */
export const historyQuery = (context: QueryContext): Query<readonly PastJob[]> =>
  defineQuery<readonly PastJob[]>(context, 'deploy.history', async (client, options, last) => {
    if (last !== undefined && options.signal) await context.clock.sleep(REST_MS, options.signal)
    return listJobs(client, options)
  })

const REST_MS = 1_000

/** Whether deploys are frozen; where the key is hidden, they look as if they were not. */
export const freezeQuery = (context: QueryContext): Query<{readonly freeze: Freeze | undefined}> =>
  defineQuery(context, 'deploy.freeze', async (client, options) => {
    const {data: keys, meta} = await listKeys(client, FREEZE_KEY, {}, options)
    const isThere = keys.includes(FREEZE_KEY)
    return {data: {freeze: isThere ? await readFreeze(client, atOnce(options)) : undefined}, meta}
  })
