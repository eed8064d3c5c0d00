import {readArchiveFields} from './archive-fields.ts'
import {ManifestError} from './errors.ts'
import type {Commands, Manifest} from './manifest.ts'
import {renderTemplate} from './render-template.ts'
import {awayFunctions, type EnvLookup, hasMark, hostFunctions} from './template-functions.ts'
import {createYamlReader, type Fields, NOTHING, type YamlReader} from './yaml-reader.ts'

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
  const isOpen = env ? () => false : hasMark
  try {
    return {
      manifest: {archive: readArchiveFields({yaml, fields, isOpen, warnings}), commands},
      warnings,
      notes,
    }
  } catch (error) {
    if (error instanceof ManifestError) throw new ManifestError(error.message, {commands})
    throw error
  }
}

const commandsOf = (yaml: YamlReader, fields: Fields): Commands => {
  const named = yaml.fields(fields.get('commands') ?? NOTHING, 'commands')
  const list = (name: (typeof COMMAND_NAMES)[number]): readonly string[] =>
    yaml.list(named.get(name) ?? NOTHING, `commands.${name}`)
  return {pre: list('pre'), post: list('post'), success: list('success'), failure: list('failure')}
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
