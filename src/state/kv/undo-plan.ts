import type {KvEntry} from '../../api/kv-entry.ts'
import {type ExportedEntry, parseExport} from '../../api/kv-export.ts'
import type {JobControl} from '../jobs.ts'
import {type ConditionalWrite, holds} from './apply-batch.ts'
import {readPages} from './inventory.ts'
import type {Change, Step} from './journal.ts'
import type {KvTools} from './tools.ts'
import {type Where, whereKey} from './where.ts'

/** A change with the write that takes it back. */
export type Reversal = {readonly change: Change; readonly write: ConditionalWrite}

/** What `u` would do. */
export type UndoPlan = {
  readonly step: Step
  readonly reversals: readonly Reversal[]
  /** Those that are as they were before, by somebody else's hand. */
  readonly already: readonly Change[]
  /** Changed by somebody else since: those stay as they are. */
  readonly changed: readonly string[]
}

/** What was saved in a file before it was deleted or overwritten is not to be had: such a step cannot be taken back. */
export class BackupLost extends Error {
  override readonly name = 'BackupLost'
}

/** Looks how things stand where the step was done. @throws BackupLost, or ConsulError where Consul does not tell. */
export const planUndo = async (tools: KvTools, step: Step, control: JobControl): Promise<UndoPlan> => {
  const saved = await savedContents(tools, step)
  const waiting = new Map(step.changes.map(change => [placeOf(change), change]))
  const reversals: Reversal[] = []
  const already: Change[] = []
  const changed: string[] = []
  const sort = (change: Change, there: KvEntry | undefined): void => {
    const content = contentOf(change, saved)
    waiting.delete(placeOf(change))
    if ((there?.modifyIndex ?? '0') === (change.after ?? '0'))
      reversals.push({change, write: reversalOf(change, content)})
    else if (isAsBefore(there, content)) already.push(change)
    else changed.push(change.key)
  }
  for (const {where, keys} of byStore(step.changes)) {
    for await (const page of readPages(tools, keys, where, control)) {
      for (const there of page) {
        const change = waiting.get(placeOf({where, key: there.key}))
        if (change) sort(change, there)
      }
    }
  }
  for (const change of [...waiting.values()]) sort(change, undefined)
  return {step, reversals, already, changed}
}

const isAsBefore = (there: KvEntry | undefined, content: Found | undefined): boolean =>
  there === undefined || content === undefined ? there === content : holds(there, content)

type Found = Pick<KvEntry, 'value' | 'flags'>

const reversalOf = ({key, after}: Change, content: Found | undefined): ConditionalWrite =>
  content === undefined
    ? {verb: 'delete-cas', key, index: after ?? '0'}
    : {verb: 'cas', key, value: content.value, flags: content.flags, index: after ?? '0'}

const contentOf = ({key, before}: Change, saved: Saved): Found | undefined => {
  if (before === undefined) return undefined
  if ('value' in before.content) return before.content
  const {file} = before.content
  const entry = saved.get(file)?.get(key)
  if (entry === undefined)
    throw new BackupLost(`${key} is not in ${file} any more, so it cannot be brought back`)
  return entry
}

type Saved = ReadonlyMap<string, ReadonlyMap<string, ExportedEntry>>

const savedContents = async ({files}: KvTools, {changes}: Step): Promise<Saved> => {
  const paths = new Set(
    changes.flatMap(({before}) => (before && 'file' in before.content ? before.content.file : [])),
  )
  const saved = new Map<string, ReadonlyMap<string, ExportedEntry>>()
  for (const path of paths) {
    const entries = await readBackup(files, path)
    saved.set(path, new Map(entries.map(entry => [entry.key, entry])))
  }
  return saved
}

const readBackup = async (files: KvTools['files'], path: string): Promise<readonly ExportedEntry[]> => {
  try {
    return parseExport(await files.read(path))
  } catch (error) {
    throw new BackupLost(error instanceof Error ? error.message : String(error), {cause: error})
  }
}

const byStore = (
  changes: readonly Change[],
): readonly {readonly where: Where; readonly keys: readonly string[]}[] => {
  const groups = Map.groupBy(changes, ({where}) => whereKey(where))
  return [...groups.values()].flatMap(group =>
    group[0] ? [{where: group[0].where, keys: [...new Set(group.map(({key}) => key))]}] : [],
  )
}

const placeOf = ({where, key}: Pick<Change, 'where' | 'key'>): string => `${whereKey(where)} ${key}`
