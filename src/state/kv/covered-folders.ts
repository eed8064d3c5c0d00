import {isAbort, isConsulError} from '../../api/errors.ts'
import {listKeys} from '../../api/kv.ts'
import type {QueryContext} from '../queries/define.ts'
import type {Tree} from './tree.ts'

/** Folders without a poll of their own: each is listed once until something in it may have changed. */
export type CoveredFolders = {
  readonly list: (folders: readonly string[]) => void
  /** These may just have changed. */
  readonly expire: (isStale: (folder: string) => boolean) => void
  /** These are not looked at any more. */
  readonly leave: (isLeft: (folder: string) => boolean) => void
}

export const createCoveredFolders = (
  {client, tenancy, clock}: QueryContext,
  tree: Tree,
  signal: AbortSignal,
): CoveredFolders => {
  const fresh = new Set<string>()
  /** Folders whose last listing held until they expired. */
  const watched = new Set<string>()
  /** The listing of each folder that was asked for last: an earlier one may come in later. */
  const newest = new Map<string, symbol>()
  const list = async (folder: string): Promise<void> => {
    const own = Symbol(folder)
    fresh.add(folder)
    newest.set(folder, own)
    try {
      const isWatched = watched.has(folder)
      const {data} = await listKeys(client, folder, {separator: '/'}, {...tenancy, signal})
      if (newest.get(folder) !== own) return
      watched.add(folder)
      tree.listed(folder, data, isWatched ? clock.now() : undefined)
    } catch (error) {
      if (newest.get(folder) !== own) return
      fresh.delete(folder)
      if (isConsulError(error)) tree.failed(folder, error)
      else if (!isAbort(error)) throw error
    }
  }
  return {
    list: folders => {
      for (const folder of folders) if (!fresh.has(folder)) void list(folder)
    },
    expire: isStale => {
      for (const folder of fresh) if (isStale(folder)) fresh.delete(folder)
    },
    leave: isLeft => {
      for (const folders of [fresh, watched])
        for (const folder of folders) if (isLeft(folder)) folders.delete(folder)
    },
  }
}
