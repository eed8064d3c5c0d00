import {isAbort, isConsulError} from '../../api/errors.ts'
import {listKeys} from '../../api/kv.ts'
import type {QueryContext} from '../queries/define.ts'
import type {Tree} from './tree.ts'

/** Folders without a poll of their own: each is listed once until something in it may have changed. */
export type CoveredFolders = {
  readonly list: (folders: readonly string[]) => void
  /** These may have changed. */
  readonly expire: (isStale: (folder: string) => boolean) => void
}

export const createCoveredFolders = (
  {client, tenancy, clock}: QueryContext,
  tree: Tree,
  signal: AbortSignal,
): CoveredFolders => {
  const fresh = new Set<string>()
  const list = async (folder: string): Promise<void> => {
    fresh.add(folder)
    try {
      const {data} = await listKeys(client, folder, {separator: '/'}, {...tenancy, signal})
      tree.listed(folder, data, clock.now())
    } catch (error) {
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
  }
}
