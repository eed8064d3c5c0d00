import {readKey} from '../../api/kv.ts'
import type {KvEntry} from '../../api/kv-entry.ts'
import type {Side} from '../kv/side.ts'
import type {Query} from '../live.ts'
import {defineQuery, type QueryContext} from './define.ts'

/** One key on two sides; undefined on a side that has none. */
export type TwoSides = {readonly left: KvEntry | undefined; readonly right: KvEntry | undefined}

/** Read once, so that a page of differences costs no poll; `r` reads it again. */
export const differenceQuery = (
  context: QueryContext,
  left: Side,
  right: Side,
  name: string,
): Query<TwoSides> =>
  defineQuery<TwoSides>(
    context,
    `kv.difference ${JSON.stringify([left, right, name])}`,
    async (client, options) => {
      const readSide = ({datacenter, folder}: Side) =>
        readKey(client, folder + name, {...options, ...(datacenter !== undefined && {datacenter})})
      const [onLeft, onRight] = await Promise.all([readSide(left), readSide(right)])
      return {data: {left: onLeft.data, right: onRight.data}, meta: onLeft.meta}
    },
    {everyMs: Number.POSITIVE_INFINITY},
  )
