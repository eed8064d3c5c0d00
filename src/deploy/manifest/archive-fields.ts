import {posix} from 'node:path'
import {parseChecksum} from './checksum.ts'
import {parseDestMode} from './dest-mode.ts'
import {ManifestError} from './errors.ts'
import type {Archive, SyncStrategy} from './manifest.ts'
import {parseSourceUrl} from './source-url.ts'
import {type Field, type Fields, NOTHING, type YamlReader} from './yaml-reader.ts'

/** Whether a text is left to a host that is not this one, and cannot be checked. */
type IsOpen = (text: string) => boolean

type Reading = {
  readonly yaml: YamlReader
  readonly fields: Fields
  readonly isOpen: IsOpen
  readonly warnings: string[]
}

/** Undefined where there are only commands. @throws ManifestError */
export const readArchiveFields = (reading: Reading): Archive | undefined => {
  const {yaml, fields, isOpen, warnings} = reading
  const field = (name: string): Field => fields.get(name) ?? NOTHING
  const text = (name: string): string => yaml.text(field(name), name)
  const src = text('src')
  if (src === '') {
    if (fields.has('commands')) return undefined
    throw new ManifestError('the manifest has neither src nor commands: there is nothing to do')
  }
  const archive: Archive = {
    src: checkedSrc(src, field('src'), isOpen),
    checksum: checkedChecksum(text('checksum'), field('checksum'), isOpen),
    dest: checkedDest(text('dest'), field('dest'), isOpen),
    destMode: checkedMode(yaml.plain(field('dest_mode'), 'dest_mode'), field('dest_mode'), reading),
    excludes: yaml.list(field('excludes'), 'excludes'),
    excludeFrom: checkedExcludeFrom(text('exclude_from'), field('exclude_from')),
    syncStrategy: checkedStrategy(text('sync_strategy'), field('sync_strategy'), isOpen),
  }
  if (archive.syncStrategy === 'mv' && (archive.excludes.length > 0 || archive.excludeFrom !== undefined)) {
    warnings.push('excludes and exclude_from do nothing with sync_strategy mv')
  }
  return archive
}

const checkedSrc = (src: string, {line}: Field, isOpen: IsOpen): string => {
  const url = parseSourceUrl(src)
  if (typeof url === 'string' && !isOpen(src)) throw new ManifestError(`src: ${url}`, {line})
  return src
}

const checkedChecksum = (text: string, {line}: Field, isOpen: IsOpen): Archive['checksum'] => {
  const checksum = parseChecksum(text)
  if (checksum || isOpen(text)) return checksum
  throw new ManifestError(
    text === ''
      ? 'checksum is missing: give the md5, sha1, sha256 or sha512 of the archive'
      : 'checksum is none of md5, sha1, sha256 and sha512: 32, 40, 64 or 128 hexadecimal digits',
    {line},
  )
}

const checkedDest = (dest: string, {line}: Field, isOpen: IsOpen): string => {
  if (dest === '') throw new ManifestError('dest is missing: say where the archive goes', {line})
  if (isOpen(dest)) return dest
  if (!posix.isAbsolute(dest)) throw new ManifestError(`dest ${dest} is not an absolute path`, {line})
  // rsync would delete the system.
  if (posix.resolve(dest) === '/') throw new ManifestError('dest is the root of the file system', {line})
  return dest
}

const DEFAULT_MODE = 0o755

const checkedMode = (plain: string, {line}: Field, {isOpen, warnings}: Reading): number => {
  if (plain === '' || isOpen(plain)) return DEFAULT_MODE
  const mode = parseDestMode(plain)
  if (mode === undefined) throw new ManifestError(`dest_mode ${plain} is not a mode such as 0755`, {line})
  if (/^[1-9]/.test(plain)) {
    warnings.push(
      `line ${line}: dest_mode ${plain} is a decimal number and means 0${mode.toString(8)}: write 0${plain}`,
    )
  }
  return mode
}

const checkedExcludeFrom = (name: string, {line}: Field): string | undefined => {
  if (name === '') return undefined
  const inside = posix.normalize(`/${name}`).slice(1)
  if (!name.split('/').includes('..') && inside !== '') return inside
  throw new ManifestError(`exclude_from ${name} is not a file of the archive`, {line})
}

const checkedStrategy = (name: string, {line}: Field, isOpen: IsOpen): SyncStrategy => {
  if (name === '' || name === 'rsync' || isOpen(name)) return 'rsync'
  if (name === 'mv') return 'mv'
  throw new ManifestError(`sync_strategy ${name} is not known: rsync or mv`, {line})
}
