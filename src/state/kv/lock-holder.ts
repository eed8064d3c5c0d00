import {readSession} from '../../api/session.ts'
import type {Item} from './inventory.ts'
import type {ReadTools} from './tools.ts'
import type {Where} from './where.ts'

/** Locks among some keys, and who holds the first of them. */
export type Locks = {
  readonly count: number
  readonly first: string
  /** In words: node and session; undefined if that cannot be found out. */
  readonly holder: string | undefined
}

/** Undefined where none of the keys is locked. */
export const findLocks = async (
  {client}: ReadTools,
  items: readonly Item[],
  where: Where,
): Promise<Locks | undefined> => {
  const locked = items.filter(({session}) => session !== undefined)
  const [first] = locked
  if (first?.session === undefined) return undefined
  const {session: id} = first
  const session = await readSession(client, id, where).then(
    ({data}) => data,
    () => undefined, // the question is about the keys, and is asked all the same
  )
  const named = session?.name ? `${session.name} ` : ''
  const holder = session && `${named}on node ${session.node}`
  return {count: locked.length, first: first.key, holder}
}
