import {type ExportedEntry, parseExport} from '../../api/kv-export.ts'
import type {JobControl} from '../jobs.ts'
import {type Account, createTally} from './account.ts'
import {applyAll} from './apply-all.ts'
import {type Cas, holds} from './apply-batch.ts'
import {backupPath, keepEntries, wantsFile} from './backup.ts'
import {type Item, itemOf, readPages} from './inventory.ts'
import type {Before, Change} from './journal.ts'
import type {KvTools} from './tools.ts'
import type {Where} from './where.ts'

/** What an import would do. */
export type ImportPlan = {
  readonly path: string
  readonly where: Where
  /** Not there yet. */
  readonly fresh: readonly ExportedEntry[]
  /** How many are there as the file has them. */
  readonly same: number
  /** There, but not as the file has them. */
  readonly different: readonly {readonly entry: ExportedEntry; readonly item: Item}[]
  /** Of all values in the file. */
  readonly bytes: number
  /** How many names are not UTF-8: nothing can write those. */
  readonly unnamable: number
  /** Where what would be overwritten is saved first, if it is too much for the memory of the journal. */
  readonly file: string | undefined
}

/** Reads an export and compares it with what is there. @throws ConsulError `invalid` that names the place. */
export const planImport = async (
  tools: KvTools,
  {path, text, where}: {readonly path: string; readonly text: string; readonly where: Where},
  control: JobControl,
): Promise<ImportPlan> => {
  const entries = parseExport(text)
  // As for the command, of two entries with the same key the later one stands.
  const byKey = new Map(entries.filter(({key}) => key.isWellFormed()).map(entry => [entry.key, entry]))
  if (byKey.delete('')) throw new Error(`${path} has an entry with an empty key, which Consul does not take`)
  const different: ImportPlan['different'][number][] = []
  const fresh = new Map(byKey)
  let same = 0
  for await (const page of readPages(tools, [...byKey.keys()], where, control)) {
    for (const there of page) {
      const entry = byKey.get(there.key)
      fresh.delete(there.key)
      if (entry && holds(there, entry)) same += 1
      else if (entry) different.push({entry, item: itemOf(there)})
    }
  }
  const items = different.map(({item}) => item)
  const lost = {items, bytes: items.reduce((sum, {bytes}) => sum + bytes, 0)}
  return {
    path,
    where,
    fresh: [...fresh.values()],
    same,
    different,
    bytes: entries.reduce((sum, {value}) => sum + value.byteLength, 0),
    unnamable: entries.filter(({key}) => !key.isWellFormed()).length,
    file: wantsFile(lost) ? await backupPath(tools, 'before-import', where) : undefined,
  }
}

/** Writes what is new and, if the question has said so, what is different, as long as it is as it was seen. */
export const runImport = async (
  tools: KvTools,
  {path, where, fresh, different, file}: ImportPlan,
  {overwrite}: {readonly overwrite: boolean},
  control: JobControl,
): Promise<Account> => {
  const replaced = overwrite ? different : []
  const tally = createTally(fresh.length + replaced.length)
  const items = replaced.map(({item}) => item)
  const kept = await keepEntries(tools, {items, where, file: overwrite ? file : undefined}, control)
  const writes: readonly Cas[] = [
    ...fresh.map(entry => ({verb: 'cas', ...entry, index: '0'}) as const),
    ...replaced
      .filter(({item}) => kept.before.has(item))
      .map(({entry, item}) => ({verb: 'cas', ...entry, index: item.index}) as const),
  ]
  for (const key of [...kept.changed, ...kept.gone]) tally.count(key, 'changed')
  const lost = new Map<string, Before>([...kept.before].map(([{key}, before]) => [key, before]))
  const changes: Change[] = []
  try {
    await applyAll(tools, writes, where, {
      signal: control.signal,
      tally,
      onFate: ({key}, fate) => {
        tally.count(key, fate.kind)
        if (fate.kind === 'done') changes.push({key, where, before: lost.get(key), after: fate.index ?? ''})
      },
      onSent: done => control.report({done, total: writes.length, unit: 'keys'}),
    })
  } finally {
    tools.journal.recordStep({what: `imported ${path}`, changes})
  }
  return tally.account({file: overwrite ? file : undefined})
}
