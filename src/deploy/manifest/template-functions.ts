import {ManifestError} from './errors.ts'
import type {TemplateFunction, TemplateFunctions} from './render-template.ts'

/** A variable of the host; undefined where it is not set. */
export type EnvLookup = (name: string) => string | undefined

/** The functions of kayac/go-config, on the host that has the variables. */
export const hostFunctions = (lookup: EnvLookup): TemplateFunctions =>
  new Map<string, TemplateFunction>([
    // Each argument is a variable; the last one is its own default, also where it is the only one.
    ['env', args => args.map(lookup).find(Boolean) ?? args.at(-1) ?? ''],
    [
      'must_env',
      (args, line) => {
        const name = theOnly(args, 'must_env', line)
        const value = lookup(name)
        if (value === undefined)
          throw new ManifestError(`the host has no variable ${name}, which must_env asks for`, {line})
        return value
      },
    ],
    ['json_escape', jsonEscape],
  ])

/** Away from the host: a default stands for its variable, and where there is none a mark does. */
export const awayFunctions = (note: (text: string) => void): TemplateFunctions =>
  new Map<string, TemplateFunction>([
    [
      'env',
      (args, line) => {
        const names = args.slice(0, Math.max(1, args.length - 1)).join(' or ')
        const last = args.at(-1)
        const isDefault = last !== undefined && args.length > 1
        note(
          `line ${line}: ${isDefault ? `${last}, where a host does not set ${names}` : `each host says ${names}`}`,
        )
        return isDefault ? last : markOf(names)
      },
    ],
    [
      'must_env',
      (args, line) => {
        const name = theOnly(args, 'must_env', line)
        note(`line ${line}: each host says ${name}, and must`)
        return markOf(name)
      },
    ],
    ['json_escape', jsonEscape],
  ])

/** What stands for a variable of a host that is not this one; YAML takes it for text. */
const markOf = (name: string): string => `«${name}»`

export const hasMark = (text: string): boolean => /\u00ab.*\u00bb/s.test(text)

const jsonEscape: TemplateFunction = (args, line) =>
  JSON.stringify(theOnly(args, 'json_escape', line)).slice(1, -1)

const theOnly = (args: readonly string[], name: string, line: number): string => {
  const [only] = args
  if (only !== undefined && args.length === 1) return only
  throw new ManifestError(`the template gives ${name} ${args.length} texts instead of one`, {line})
}
