import {listKeys} from '../../api/kv.ts'
import type {ReadTools} from './tools.ts'
import type {KvTarget} from './tree-row.ts'
import type {Where} from './where.ts'

/** What shares a folder's name and is not in it, so that nobody need fear for it: `test2` beside `test/`. */
export type Siblings = {readonly named: readonly string[]; readonly more: number}

const NAMED = 4

/** Lists beside a folder, without going into anything. A key has its exact name, and nothing to be taken for. */
export const siblingsOf = async (
  {client}: ReadTools,
  {kind, key}: KvTarget,
  where: Where,
  signal: AbortSignal,
): Promise<Siblings> => {
  if (kind === 'key') return {named: [], more: 0}
  const {data} = await listKeys(client, key.slice(0, -1), {separator: '/'}, {...where, signal})
  const beside = data.filter(name => !name.startsWith(key))
  return {named: beside.slice(0, NAMED), more: Math.max(0, beside.length - NAMED)}
}
