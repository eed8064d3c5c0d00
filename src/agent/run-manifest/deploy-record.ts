import {createHash, randomUUID} from 'node:crypto'
import {chmod, mkdir, readdir, readFile, realpath, rename, rm, writeFile} from 'node:fs/promises'
import {basename, dirname, join, resolve} from 'node:path'
import {arrayOf, boolean, type Decoder, field, number, object, optional, string} from '../../api/decode.ts'
import {hasCode} from '../../deploy/errors.ts'
import {type Phase, phase} from '../../deploy/protocol/phase.ts'
import {decodeIdentity, type ProcessIdentity} from '../process/process-identity.ts'

/** What is written down of a deploy while it runs, one file each: nothing of it is left when it ends by itself. */
export type DeployRecord = {
  readonly owner: ProcessIdentity
  readonly url: string
  readonly id: string | undefined
  readonly dest: string | undefined
  readonly phase: Phase
  readonly startedMs: number
  /** Looks whether its destination is free, and does not hold it yet. */
  readonly isCandidate: boolean
  /** Paths to be removed after it. */
  readonly temporaries: readonly string[]
}

export type StoredRecord = {readonly file: string; readonly record: DeployRecord}

/** Records of deploys to one destination share the beginning of their names. */
export const recordFile = async (stateFolder: string, dest: string | undefined): Promise<string> => {
  const place =
    dest === undefined
      ? 'commands'
      : createHash('sha256')
          .update(await realDest(dest))
          .digest('hex')
  return join(recordFolder(stateFolder), `${place.slice(0, 16)}.${randomUUID()}.json`)
}

export const placeOf = (file: string): string => basename(file).split('.')[0] ?? ''

const recordFolder = (stateFolder: string): string => join(stateFolder, 'deploys')

/** Two names of one folder are one destination, also if it is not there yet. */
const realDest = async (dest: string): Promise<string> => {
  const path = resolve(dest)
  try {
    return await realpath(path)
  } catch {
    return join(await realpath(dirname(path)).catch(() => dirname(path)), basename(path))
  }
}

/** Each record has one writer. */
const draftOf = (file: string): string => `${file}.part`

/** Whole or not at all: a reader never finds half of it. */
export const writeRecord = async (file: string, record: DeployRecord): Promise<void> => {
  await mkdir(dirname(file), {recursive: true, mode: 0o700})
  const draft = draftOf(file)
  await writeFile(draft, JSON.stringify(record), {mode: 0o600})
  await rename(draft, file)
}

export const listRecords = async (stateFolder: string): Promise<readonly StoredRecord[]> => {
  const folder = recordFolder(stateFolder)
  const names = await readdir(folder).catch(() => [])
  const records = await Promise.all(
    names.filter(name => name.endsWith('.json')).map(name => readRecord(join(folder, name))),
  )
  return records.filter(record => record !== undefined)
}

/** With what it has left lying. A kill in between leaves the record for the next one who looks. */
export const removeRecord = async ({file, record}: StoredRecord): Promise<void> => {
  try {
    for (const path of record.temporaries.filter(isTemporary)) await removeTree(path)
  } finally {
    // Else a tree that cannot be removed would keep the destination for ever.
    await rm(draftOf(file), {force: true})
    await rm(file, {force: true})
  }
}

export const temporaryName = (): string => `lictor-${randomUUID()}`

/** Whatever stands in a record, nothing else is removed. */
const isTemporary = (path: string): boolean => /^\.?lictor-[0-9a-f-]{36}$/.test(basename(path))

const removeTree = async (path: string): Promise<void> => {
  try {
    await rm(path, {recursive: true, force: true})
  } catch (error) {
    if (!hasCode(error, 'EACCES', 'ENOTEMPTY')) throw error
    await openFolders(path)
    await rm(path, {recursive: true, force: true})
  }
}

/** An archive may hold folders that nobody but root may write to, so not the agent either that has unpacked them. */
const openFolders = async (path: string): Promise<void> => {
  await chmod(path, 0o700)
  for (const entry of await readdir(path, {withFileTypes: true})) {
    if (entry.isDirectory()) await openFolders(join(path, entry.name))
  }
}

/** One that has been removed meanwhile, or that a later version wrote in another way, is none. */
const readRecord = async (file: string): Promise<StoredRecord | undefined> => {
  try {
    return {file, record: decodeRecord(JSON.parse(await readFile(file, 'utf8')))}
  } catch {
    return undefined
  }
}

const decodeRecord: Decoder<DeployRecord> = object(record => ({
  owner: field(record, 'owner', decodeIdentity),
  url: field(record, 'url', string),
  id: field(record, 'id', optional(string)),
  dest: field(record, 'dest', optional(string)),
  phase: field(record, 'phase', phase),
  startedMs: field(record, 'startedMs', number),
  isCandidate: field(record, 'isCandidate', boolean),
  temporaries: field(record, 'temporaries', arrayOf(string)),
}))
