import {isUtf8} from 'node:buffer'

/** What a value is taken for; it decides about colours, the check before saving, and hex. */
export type ValueKind = 'empty' | 'json' | 'yaml' | 'hcl' | 'text' | 'binary'

const BY_SUFFIX: Readonly<Record<string, ValueKind>> = {
  json: 'json',
  yaml: 'yaml',
  yml: 'yaml',
  hcl: 'hcl',
  tf: 'hcl',
}

/**
 * What the value of a key is. The name decides where it has a known suffix, even when the text is broken: then the
 * check has something to say. Otherwise only an object or a list counts as JSON, because `8080` is text to its owner.
 */
export const valueKindOf = (key: string, value: Uint8Array): ValueKind => {
  if (value.length === 0) return 'empty'
  if (value.includes(0) || !isUtf8(value)) return 'binary'
  const named = BY_SUFFIX[/\.([a-z]+)$/i.exec(key)?.[1]?.toLowerCase() ?? '']
  if (named) return named
  const text = new TextDecoder().decode(value)
  if (isJson(text)) return 'json'
  return isYaml(text) ? 'yaml' : 'text'
}

const isJson = (text: string): boolean => {
  if (!/^\s*[{[]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** How much of a text is looked at to know it for YAML. */
const SAMPLE = 16_384

/** Conservative: `---` first, or nothing at the margin but at least two `name:` lines, one of them with more below it. */
const isYaml = (text: string): boolean => {
  const sample = text.slice(0, SAMPLE).split(/\r?\n/)
  if (text.length > SAMPLE) sample.pop()
  const lines = sample.filter(line => !/^\s*(?:#|$)/.test(line))
  if (/^(?:%YAML |---(?:\s|$))/.test(lines[0] ?? '')) return true
  const atMargin = lines.filter(line => !/^\s/.test(line))
  const entries = atMargin.filter(line => /^(?:- |[\w.-]+:(?:\s|$)|"[^"]*":(?:\s|$))/.test(line))
  const nested = lines.length > atMargin.length && lines.some(line => /^(?:[\w.-]+:|- .*)\s*$/.test(line))
  return (
    entries.length === atMargin.length && !/^\s/.test(lines[0] ?? ' ') && (nested || namesOf(entries) >= 2)
  )
}

const namesOf = (entries: readonly string[]): number => entries.filter(line => !line.startsWith('- ')).length
