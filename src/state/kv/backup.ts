import {join} from 'node:path'
import type {KvEntry} from '../../api/kv-entry.ts'
import {type ExportedEntry, exportPieces} from '../../api/kv-export.ts'
import type {JobControl} from '../jobs.ts'
import {type Inventory, type Item, readPages} from './inventory.ts'
import {type Before, beforeOf, KEPT_BYTES, KEPT_KEYS} from './journal.ts'
import type {KvTools} from './tools.ts'
import type {Where} from './where.ts'

/** A name for the file that a folder is saved in: readable, safe for any file system, and not taken. */
export const backupPath = async (
  {files, now}: KvTools,
  key: string,
  {datacenter}: Where,
): Promise<string> => {
  const folder = await files.keepingFolder()
  const words = `${datacenter === undefined ? '' : `${datacenter}-`}${key}`
  const name = words.replaceAll(/[^\w.]+/g, '-').replaceAll(/^[-.]+|-+$/g, '') || 'folder'
  const time = new Date(now()).toISOString().replaceAll(/[-:]|\.\d+Z/g, '')
  const base = join(folder, `${name.slice(0, 60)}-${time}`)
  for (let number = 1; ; number += 1) {
    const path = `${base}${number === 1 ? '' : `-${number}`}.json`
    if (!(await files.exists(path))) return path
  }
}

/** Whether what was there before is too much for the memory of the journal. */
export const wantsFile = ({items, bytes}: Pick<Inventory, 'items' | 'bytes'>): boolean =>
  items.length > KEPT_KEYS || bytes > KEPT_BYTES

/** What was found of the keys that are about to change. */
export type Kept = {
  /** Those that are as they were counted, with what the journal keeps of them. */
  readonly before: ReadonlyMap<Item, Before>
  /** Keys that are not. */
  readonly changed: readonly string[]
  /** Keys that have gone by themselves. */
  readonly gone: readonly string[]
}

/**
 * Reads the keys again before they are changed, into a file if one is named, and says which are still as they were
 * counted. @throws Error where the file cannot be written: then nothing must be changed.
 */
export const keepEntries = async (
  tools: KvTools,
  {items, where, file}: {items: readonly Item[]; where: Where; file: string | undefined},
  control: JobControl,
): Promise<Kept> => {
  const bytes = items.reduce((sum, item) => sum + item.bytes, 0)
  const inFile = file !== undefined && wantsFile({items, bytes})
  const wanted = new Map(items.map(item => [item.key, item]))
  const before = new Map<Item, Before>()
  const changed: string[] = []
  const keep = (entry: KvEntry): boolean => {
    const item = wanted.get(entry.key)
    if (item === undefined) return false
    wanted.delete(entry.key)
    if (item.index === entry.modifyIndex)
      before.set(item, inFile ? {...beforeOf(entry), content: {file}} : beforeOf(entry))
    else changed.push(entry.key)
    return item.index === entry.modifyIndex
  }
  const keys = items.map(({key}) => key)
  const saving: JobControl = {
    ...control,
    report: progress => control.report({...progress, unit: 'keys saved, none changed yet'}),
  }
  async function* pages(): AsyncGenerator<readonly ExportedEntry[]> {
    for await (const page of readPages(tools, keys, where, saving)) yield page.filter(keep)
  }
  if (file === undefined) for await (const _ of pages());
  else await tools.files.write(file, exportPieces(pages()))
  return {before, changed, gone: [...wanted.keys()]}
}
