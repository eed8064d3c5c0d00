import {posix} from 'node:path'
import {parseChecksum} from './checksum.ts'
import {parseDestMode} from './dest-mode.ts'
import {ManifestError} from './errors.ts'
import type {Archive, Commands, Manifest, SyncStrategy} from './manifest.ts'
import {renderTemplate} from './render-template.ts'
import {parseSourceUrl} from './source-url.ts'
import {awayFunctions, type EnvLookup, hasMark, hostFunctions} from './template-functions.ts'
import {createYamlReader, type Field, type Fields, type YamlReader} from './yaml-reader.ts'

export type ParsedManifest = {
  readonly manifest: Manifest
  /** What Stretcher passes over in silence. */
  readonly warnings: readonly string[]
  /** What only a host knows: empty where its variables were given. */
  readonly notes: readonly string[]
}

const NAMES = [
  'src',
  'checksum',
  'dest',
  'dest_mode',
  'commands',
  'excludes',
  'exclude_from',
  'sync_strategy',
]
const COMMAND_NAMES = ['pre', 'post', 'success', 'failure'] as const

/**
 * Reads a manifest as Stretcher does: templates first, then YAML. On a host with its variables; for an operator without,
 * then what a host would say is a mark that is not checked.
 *
 * @throws ManifestError
 */
export const parseManifest = (text: string, env?: EnvLookup): ParsedManifest => {
  const notes: string[] = []
  const functions = env ? hostFunctions(env) : awayFunctions(note => notes.push(note))
  const yaml = createYamlReader(renderTemplate(text, functions))
  const fields = yaml.fields(yaml.root, 'the manifest')
  const warnings = warningsOf(yaml, fields)
  const commands = commandsOf(yaml, fields)
  try {
    return {manifest: {archive: archiveOf(yaml, fields, warnings), commands}, warnings, notes}
  } catch (error) {
    if (error instanceof ManifestError) throw new ManifestError(error.message, {commands})
    throw error
  }
}

const NOTHING: Field = {line: 1, node: undefined}

const commandsOf = (yaml: YamlReader, fields: Fields): Commands => {
  const named = yaml.fields(fields.get('commands') ?? NOTHING, 'commands')
  const list = (name: (typeof COMMAND_NAMES)[number]): readonly string[] =>
    yaml.list(named.get(name) ?? NOTHING, `commands.${name}`)
  return {pre: list('pre'), post: list('post'), success: list('success'), failure: list('failure')}
}

const archiveOf = (yaml: YamlReader, fields: Fields, warnings: string[]): Archive | undefined => {
  const field = (name: string): Field => fields.get(name) ?? NOTHING
  const text = (name: string): string => yaml.text(field(name), name)
  const src = text('src')
  if (src === '') {
    if (fields.has('commands')) return undefined
    throw new ManifestError('the manifest has neither src nor commands: there is nothing to do')
  }
  const archive: Archive = {
    src: checkedSrc(src, field('src')),
    checksum: checkedChecksum(text('checksum'), field('checksum')),
    dest: checkedDest(text('dest'), field('dest')),
    destMode: checkedMode(yaml.plain(field('dest_mode'), 'dest_mode'), field('dest_mode'), warnings),
    excludes: yaml.list(field('excludes'), 'excludes'),
    excludeFrom: checkedExcludeFrom(text('exclude_from'), field('exclude_from')),
    syncStrategy: checkedStrategy(text('sync_strategy'), field('sync_strategy')),
  }
  if (archive.syncStrategy === 'mv' && (archive.excludes.length > 0 || archive.excludeFrom !== undefined)) {
    warnings.push('excludes and exclude_from do nothing with sync_strategy mv')
  }
  return archive
}

const checkedSrc = (src: string, {line}: Field): string => {
  const url = parseSourceUrl(src)
  if (typeof url === 'string' && !hasMark(src)) throw new ManifestError(`src: ${url}`, {line})
  return src
}

const checkedChecksum = (text: string, {line}: Field): Archive['checksum'] => {
  const checksum = parseChecksum(text)
  if (checksum || hasMark(text)) return checksum
  throw new ManifestError(
    text === ''
      ? 'checksum is missing: give the md5, sha1, sha256 or sha512 of the archive'
      : 'checksum is none of md5, sha1, sha256 and sha512: 32, 40, 64 or 128 hexadecimal digits',
    {line},
  )
}

const checkedDest = (dest: string, {line}: Field): string => {
  if (dest === '') throw new ManifestError('dest is missing: say where the archive goes', {line})
  if (hasMark(dest)) return dest
  if (!posix.isAbsolute(dest)) throw new ManifestError(`dest ${dest} is not an absolute path`, {line})
  // rsync would delete the system.
  if (posix.resolve(dest) === '/') throw new ManifestError('dest is the root of the file system', {line})
  return dest
}

const DEFAULT_MODE = 0o755

const checkedMode = (plain: string, {line}: Field, warnings: string[]): number => {
  if (plain === '' || hasMark(plain)) return DEFAULT_MODE
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

const checkedStrategy = (name: string, {line}: Field): SyncStrategy => {
  if (name === '' || name === 'rsync' || hasMark(name)) return 'rsync'
  if (name === 'mv') return 'mv'
  throw new ManifestError(`sync_strategy ${name} is not known: rsync or mv`, {line})
}

const warningsOf = (yaml: YamlReader, fields: Fields): string[] => {
  const warnings = unknownNames(fields, NAMES, '')
  const {node, line} = fields.get('commands') ?? NOTHING
  warnings.push(...unknownNames(yaml.fields({node, line}, 'commands'), COMMAND_NAMES, 'commands.'))
  if (yaml.documents > 1) warnings.push(`only the first of ${yaml.documents} YAML documents counts`)
  return warnings
}

const unknownNames = (fields: Fields, known: readonly string[], prefix: string): string[] =>
  [...fields]
    .filter(([name]) => !known.includes(name))
    .map(([name, {line}]) => `line ${line}: ${prefix}${name} is not known and does nothing`)
