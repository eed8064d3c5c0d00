import {type ExportedEntry, exportPieces} from '../../api/kv-export.ts'
import type {JobControl} from '../jobs.ts'
import {namesIn, readPages} from './inventory.ts'
import type {KvTools} from './tools.ts'
import type {KvTarget} from './tree-row.ts'
import type {Where} from './where.ts'

export type ExportRequest = {
  readonly target: KvTarget
  readonly where: Where
  readonly path: string
  readonly replace: boolean
}

/** How many keys the file has, and how many it could not take: they may not be read, or have no name in UTF-8. */
export type Exported = {readonly written: number; readonly left: number}

/** Writes what `consul kv export` writes, of a folder or a single key and of nothing beside it. */
export const exportKeys = async (
  tools: KvTools,
  {target, where, path, replace}: ExportRequest,
  control: JobControl,
): Promise<Exported> => {
  const {names} = await namesIn(tools, target, where, control.signal)
  const named = names.filter(name => name.isWellFormed())
  let written = 0
  async function* pages(): AsyncGenerator<readonly ExportedEntry[]> {
    for await (const page of readPages(tools, named, where, control)) {
      written += page.length
      yield page
    }
  }
  await tools.files.write(path, exportPieces(pages()), {replace})
  return {written, left: names.length - written}
}
