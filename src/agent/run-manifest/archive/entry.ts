import type {Header} from 'tar-stream'
import {recordOf, string} from '../../../api/decode.ts'
import {DeployError} from '../../../deploy/errors.ts'

/** What an archive holds, as far as a deploy takes it. */
export type ArchiveEntry = {
  /** Without a slash at either end; empty for the tree itself. */
  readonly path: string
  readonly kind: 'file' | 'folder' | 'symlink' | 'link'
  /** Of a symlink as it is written; of a link the path of the other name. */
  readonly target: string
  readonly mode: number
  /** Seconds, with a fraction where the archive has one. */
  readonly mtime: number
  readonly owner: {readonly uid: number; readonly gid: number; readonly uname: string; readonly gname: string}
}

/** @throws DeployError for a name that leads out of the tree, and for what no deploy brings. */
export const entryOf = (header: Header): ArchiveEntry => {
  const {name} = header
  const pax = paxOf(header)
  const path = pathOf(name, name)
  const kind = kindOf(header)
  const target = header.linkname ?? ''
  if (kind === 'symlink' && !isTarget(target)) throw refused(name, 'is a link to nothing that has a name')
  const number = (key: string, value: number | undefined): number =>
    plausible(Number(pax[key] ?? value ?? 0), name)
  return {
    path,
    kind,
    target: kind === 'link' ? pathOf(target, name) : target,
    mode: plausible(header.mode ?? 0, name) & 0o7777,
    mtime: number('mtime', (header.mtime?.getTime() ?? 0) / 1000),
    owner: {
      uid: idOf(number('uid', header.uid), name),
      gid: idOf(number('gid', header.gid), name),
      uname: pax.uname ?? header.uname ?? '',
      gname: pax.gname ?? header.gname ?? '',
    },
  }
}

export const refused = (name: string, reason: string): DeployError =>
  new DeployError(`the archive is refused: ${JSON.stringify(name || '.')} ${reason}`)

const KINDS: Readonly<Record<string, ArchiveEntry['kind']>> = {
  file: 'file',
  'contiguous-file': 'file',
  directory: 'folder',
  symlink: 'symlink',
  link: 'link',
}

const OTHERS: Readonly<Record<string, string>> = {
  'character-device': 'is a device',
  'block-device': 'is a device',
  fifo: 'is a named pipe',
}

const paxOf = ({pax}: Header): Readonly<Record<string, string>> => recordOf(string)(pax)

const kindOf = (header: Header): ArchiveEntry['kind'] => {
  const {type, name} = header
  if (Object.keys(paxOf(header)).some(key => key.startsWith('GNU.sparse.')))
    throw refused(name, 'is a sparse file')
  const kind = KINDS[type ?? '']
  if (kind === undefined) throw refused(name, OTHERS[type ?? ''] ?? 'is neither file nor folder nor link')
  // Old archives know folders only by the slash at the end of the name.
  return kind === 'file' && name.endsWith('/') ? 'folder' : kind
}

/** As long as the kernel takes them. */
const LONGEST_PATH = 4_095
const LONGEST_PART = 255

const pathOf = (path: string, name: string): string => {
  if (Buffer.byteLength(path) > LONGEST_PATH)
    throw refused(name.slice(0, LONGEST_PART), 'has a name that is too long')
  if (isUnreadable(path)) throw refused(name, 'has a name that is not UTF-8')
  if (path.startsWith('/')) throw refused(name, 'has an absolute name')
  const parts = path.split('/').filter(part => part !== '' && part !== '.')
  if (parts.includes('..')) throw refused(name, 'has a name that leads out of the archive')
  if (parts.some(part => Buffer.byteLength(part) > LONGEST_PART))
    throw refused(name, 'has a name that is too long')
  return parts.join('/')
}

const isTarget = (target: string): boolean =>
  target !== '' && !isUnreadable(target) && Buffer.byteLength(target) <= LONGEST_PATH

/** A name that cannot be read would be written as another one. */
const isUnreadable = (text: string): boolean => text.includes('\0') || text.includes('\uFFFD')

const plausible = (value: number, name: string): number => {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value
  throw refused(name, 'has a header that makes no sense')
}

const idOf = (value: number, name: string): number => {
  if (Number.isInteger(value) && value >= 0 && value <= 0xffff_fffe) return value
  throw refused(name, 'belongs to nobody that there can be')
}
