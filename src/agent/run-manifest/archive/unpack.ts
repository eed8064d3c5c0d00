import {
  chmodSync,
  chownSync,
  closeSync,
  fchmodSync,
  fchownSync,
  futimesSync,
  lchownSync,
  linkSync,
  lutimesSync,
  openSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFile,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {hasCode} from '../../../deploy/errors.ts'
import type {ArchiveEntry} from './entry.ts'
import {createFolders} from './folders.ts'
import {createOwners, type Owner} from './owners.ts'
import {type ReadOptions, readArchive} from './read-archive.ts'

/** Who unpacks: only root gives files away, and keeps setuid bits and modes that its umask forbids. */
export type Unpacker = {readonly isRoot: boolean; readonly umask: number}

/**
 * Unpacks into a folder of our own that is empty, with owners, modes and times as `tar xf` leaves them. What lies above an
 * entry is a folder that this made, so nothing goes astray.
 *
 * Calls that are over at once are synchronous: an archive may hold tens of thousands of files, and six trips through the
 * thread pool for each of them take six times as long as tar.
 */
export const unpackArchive = async (
  archive: string,
  into: string,
  {isRoot, umask}: Unpacker,
  options: Omit<ReadOptions, 'onEntry'>,
): Promise<void> => {
  const ownerOf = createOwners(isRoot)
  const modeOf = (mode: number): number => (isRoot ? mode : mode & 0o777 & ~umask)
  const folders = createFolders<Attributes>(into, 0o777 & ~umask)
  await readArchive(archive, {
    ...options,
    onEntry: async (entry, content) => {
      const path = join(into, entry.path)
      const owner = await ownerOf(entry.owner)
      if (entry.kind === 'folder') return folders.add(entry.path, {...entry, owner, mode: modeOf(entry.mode)})
      folders.addAbove(entry.path)
      if (entry.kind === 'link') return replacing(path, () => linkSync(join(into, entry.target), path))
      if (entry.kind === 'symlink') return writeSymlink(path, entry, owner)
      return writeContent(path, content, {...entry, owner, mode: modeOf(entry.mode)})
    },
  })
  folders.finish((path, {owner, mode, mtime}) => {
    if (owner) chownSync(path, owner.uid, owner.gid)
    chmodSync(path, mode)
    utimesSync(path, mtime, mtime)
  })
}

/** Only the newest entry of a name counts. */
const replacing = <T>(path: string, create: () => T): T => {
  try {
    return create()
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
    unlinkSync(path)
    return create()
  }
}

const writeSymlink = (path: string, {target, mtime}: ArchiveEntry, owner: Owner | undefined): void => {
  replacing(path, () => symlinkSync(target, path))
  if (owner) lchownSync(path, owner.uid, owner.gid)
  lutimesSync(path, mtime, mtime)
}

type Attributes = {readonly owner: Owner | undefined; readonly mode: number; readonly mtime: number}

const writeContent = async (
  path: string,
  content: AsyncIterable<unknown>,
  {owner, mode, mtime}: Attributes,
): Promise<void> => {
  const file = replacing(path, () => openSync(path, 'wx', 0o600))
  try {
    let isFirst = true
    for await (const chunk of content) {
      if (!(chunk instanceof Uint8Array)) continue
      // A large file may have to wait for the disk.
      if (isFirst) writeFileSync(file, chunk)
      else await append(file, chunk)
      isFirst = false
    }
    // Before the mode, since a new owner takes the setuid bits away.
    if (owner) fchownSync(file, owner.uid, owner.gid)
    fchmodSync(file, mode)
    futimesSync(file, mtime, mtime)
  } finally {
    closeSync(file)
  }
}

/** To an open file it goes where the last piece ended. */
const append = promisify(writeFile)
