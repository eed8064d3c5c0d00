import {
  chmod,
  chown,
  type FileHandle,
  lchown,
  link,
  lutimes,
  mkdir,
  open,
  symlink,
  unlink,
  utimes,
} from 'node:fs/promises'
import {join} from 'node:path'
import {hasCode} from '../errors.ts'
import type {ArchiveEntry} from './entry.ts'
import {createOwners, type Owners} from './owners.ts'
import {type ReadOptions, readArchive} from './read-archive.ts'

/** Who unpacks: only root gives files away, and keeps setuid bits and modes that its umask forbids. */
export type Unpacker = {readonly isRoot: boolean; readonly umask: number}

/**
 * Unpacks into a folder of our own that is empty, with owners, modes and times as `tar xf` leaves them. What lies above an
 * entry is a folder that this made, so nothing goes astray.
 */
export const unpackArchive = async (
  archive: string,
  into: string,
  {isRoot, umask}: Unpacker,
  options: Omit<ReadOptions, 'onEntry'>,
): Promise<void> => {
  const owners = createOwners(isRoot)
  const modeOf = (mode: number): number => (isRoot ? mode : mode & 0o777 & ~umask)
  const folders = createFolders(into, 0o777 & ~umask)
  await readArchive(archive, {
    ...options,
    onEntry: async (entry, content) => {
      const path = join(into, entry.path)
      await folders.above(entry.path)
      if (entry.kind === 'folder') await folders.add(entry)
      else if (entry.kind === 'link') await replacing(path, () => link(join(into, entry.target), path))
      else if (entry.kind === 'symlink') await writeSymlink(path, entry, owners)
      else await writeFile(path, entry, content, {owners, mode: modeOf(entry.mode)})
    },
  })
  await folders.finish(async (path, entry) => {
    const owner = await owners(entry.owner)
    if (owner) await chown(path, owner.uid, owner.gid)
    await chmod(path, modeOf(entry.mode))
    await utimes(path, entry.mtime, entry.mtime)
  })
}

/** Only the newest entry of a name counts. */
const replacing = async <T>(path: string, create: () => Promise<T>): Promise<T> => {
  try {
    return await create()
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
    await unlink(path)
    return create()
  }
}

const writeSymlink = async (path: string, entry: ArchiveEntry, owners: Owners): Promise<void> => {
  await replacing(path, () => symlink(entry.target, path))
  const owner = await owners(entry.owner)
  if (owner) await lchown(path, owner.uid, owner.gid)
  await lutimes(path, entry.mtime, entry.mtime)
}

type FileOptions = {readonly owners: Owners; readonly mode: number}

const writeFile = async (
  path: string,
  {owner, mtime}: ArchiveEntry,
  content: AsyncIterable<unknown>,
  {owners, mode}: FileOptions,
): Promise<void> => {
  const file = await replacing(path, () => open(path, 'wx', 0o600))
  try {
    await writeAll(file, content)
    const found = await owners(owner)
    // Before the mode, since a new owner takes the setuid bits away.
    if (found) await file.chown(found.uid, found.gid)
    await file.chmod(mode)
    await file.utimes(mtime, mtime)
  } finally {
    await file.close()
  }
}

const writeAll = async (file: FileHandle, content: AsyncIterable<unknown>): Promise<void> => {
  for await (const chunk of content) {
    if (chunk instanceof Uint8Array) await file.writeFile(chunk)
  }
}

type Folders = {
  readonly above: (path: string) => Promise<void>
  readonly add: (entry: ArchiveEntry) => Promise<void>
  readonly finish: (apply: (path: string, entry: ArchiveEntry) => Promise<void>) => Promise<void>
}

/** Folders get their modes and times last: they may forbid writing, and what is written into them moves their time. */
const createFolders = (into: string, plainMode: number): Folders => {
  const entries = new Map<string, ArchiveEntry | undefined>([['', undefined]])
  const make = async (path: string): Promise<void> => {
    if (entries.has(path)) return
    await make(path.slice(0, Math.max(0, path.lastIndexOf('/'))))
    await mkdir(join(into, path), {mode: 0o700})
    entries.set(path, undefined)
  }
  return {
    above: path => make(path.slice(0, Math.max(0, path.lastIndexOf('/')))),
    add: async entry => {
      await make(entry.path)
      entries.set(entry.path, entry)
    },
    finish: async apply => {
      // The innermost first: a folder may shut its owner out.
      for (const [path, entry] of [...entries].reverse()) {
        if (entry) await apply(join(into, path), entry)
        else if (path !== '') await chmod(join(into, path), plainMode)
      }
    },
  }
}
