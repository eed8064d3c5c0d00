import {randomUUID} from 'node:crypto'
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import type {UserEvent} from '../../api/event.ts'
import {isEventId} from '../event-id.ts'
import {isAlive, type ProcessIdentity} from '../process/process-identity.ts'
import {decodeRecord, encodeLine, type JournalLine, type JournalRecord} from './record.ts'

/** An event that is ours to run, and nobody else's any more. */
export type Claim = {
  /** What must be on disk before anything else happens. */
  readonly note: (line: JournalLine) => void
  /** Gives it back, as long as nothing of it was begun: somebody else may claim it. */
  readonly release: () => void
}

/** Which events this host has begun to run: a file each, which outlives every process. */
export type Journal = {
  /** Undefined where somebody has it already. It is on disk when this returns. @throws where it cannot be written. */
  readonly claim: (event: UserEvent) => Claim | undefined
  readonly has: (id: string) => boolean
  /** What its owner left behind when it ended: not finished, or not told to Consul to the end. */
  readonly abandoned: () => readonly JournalRecord[]
  /** Adds to what an owner has left. */
  readonly amend: (id: string, line: JournalLine) => void
  readonly prune: () => void
}

/** Twice the ring of a Consul agent: no event that may come again is forgotten. */
const KEPT = 512
const LEFT_OVER_MS = 3_600_000

const SUFFIX = '.event'
const PART = '.part'

/** The folder must exist. Synchronous: what follows a line depends on its being on disk. */
export const createJournal = (folder: string, self: ProcessIdentity, now: () => number): Journal => {
  const pathOf = (id: string): string => join(folder, `${id.toLowerCase()}${SUFFIX}`)
  const amend = (id: string, line: JournalLine): void => {
    appendFileSync(pathOf(id), encodeLine(line), {flush: true})
  }
  const ids = (): readonly string[] =>
    readdirSync(folder)
      .filter(name => name.endsWith(SUFFIX))
      .map(name => name.slice(0, -SUFFIX.length))
      .filter(isEventId)
  return {
    claim: event => {
      const {id, name, payload} = event
      const first = {id, event: name, payload: Buffer.from(payload).toString(), takenMs: now(), owner: self}
      if (!createWhole(folder, pathOf(id), encodeLine(first))) return undefined
      return {note: line => amend(id, line), release: () => rmSync(pathOf(id), {force: true})}
    },
    has: id => existsSync(pathOf(id)),
    abandoned: () =>
      ids()
        .map(id => read(pathOf(id)))
        .filter(record => record !== undefined)
        .filter(({reported, owner}) => reported !== true && !isAlive(owner)),
    amend,
    prune: () => {
      const byAge = ids()
        .map(id => ({path: pathOf(id), at: modifiedMs(pathOf(id))}))
        .sort((a, b) => b.at - a.at)
      for (const {path} of byAge.slice(KEPT)) {
        const record = read(path)
        if (record === undefined || record.exit !== undefined || !isAlive(record.owner))
          rmSync(path, {force: true})
      }
      removeParts(folder, now() - LEFT_OVER_MS)
    },
  }
}

/** Another process may prune meanwhile. */
const read = (path: string): JournalRecord | undefined =>
  existsSync(path) ? decodeRecord(readFileSync(path, 'utf8')) : undefined

const modifiedMs = (path: string): number => statSync(path, {throwIfNoEntry: false})?.mtimeMs ?? 0

/** A file that has its name only with its whole content, and that only one can create; false for all others. */
const createWhole = (folder: string, path: string, content: string): boolean => {
  const part = join(folder, `${randomUUID()}${PART}`)
  try {
    writeFileSync(part, content, {flag: 'wx', mode: 0o600, flush: true})
    linkSync(part, path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(part, {force: true})
  }
  syncFolder(folder)
  return true
}

/** A new name is only safe once its folder is. */
const syncFolder = (folder: string): void => {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Of those who were killed while they wrote. */
const removeParts = (folder: string, beforeMs: number): void => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (name.endsWith(PART) && modifiedMs(path) < beforeMs) rmSync(path, {force: true})
  }
}
