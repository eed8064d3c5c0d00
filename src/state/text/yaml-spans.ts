import {type Role, roleOfWord, type Span} from './span.ts'

/** A block scalar's header, such as `|` or `>-2`, where a value may stand. */
const HEADER = /(?:^\s*|:\s+|-\s+)(?:[&!]\S+\s+)*[|>][-+1-9]{0,2}\s*(?:\s#.*)?$/

/** The column of the entry whose block scalar begins below this line, if one does. */
export const headerColumn = (line: string): number | undefined =>
  HEADER.test(line) ? ownerColumn(line) : undefined

/**
 * The column of the entry in whose block scalar a line lies, or undefined where it lies in none. Goes back no further
 * than to the entry at the margin that the line belongs to.
 */
export const blockScalarAround = (textAt: (line: number) => string, line: number): number | undefined => {
  let outermost = textAt(line).trim() === '' ? Infinity : indentOf(textAt(line))
  for (let at = line - 1; at >= 0 && outermost > 0; at--) {
    const text = textAt(at)
    const owner = headerColumn(text)
    if (owner !== undefined && outermost > owner) return owner
    if (text.trim() !== '') outermost = Math.min(outermost, indentOf(text))
  }
  return undefined
}

/** Whether a line goes on with the block scalar of an entry at a column. */
export const isWithin = (owner: number | undefined, text: string): boolean =>
  owner !== undefined && (text.trim() === '' || indentOf(text) > owner)

const indentOf = (text: string): number => text.length - text.trimStart().length

/** The column of the entry that a header's text must be deeper than: its name's, or the dash's in `- |`. */
const ownerColumn = (header: string): number => {
  const dashes = /^\s*(?:-\s+)*/.exec(header)?.[0] ?? ''
  return /^[|>&!]/.test(header.slice(dashes.length)) ? dashes.lastIndexOf('-') : dashes.length
}

const WORD = '(?:[^\\s:]|:(?!\\s|$)|\\s+(?![\\s#]|$))+'
const FLOW_WORD = '(?:[^\\s:,[\\]{}]|:(?![\\s,[\\]{}]|$)|\\s+(?![\\s#,[\\]{}]|$))+'

const tokenOf = (word: string, marks: string): RegExp =>
  new RegExp(
    [
      '(?<blank>\\s+)',
      '(?<comment>(?<=^|\\s)#.*)',
      '(?<start>(?:---|\\.\\.\\.)(?<=^...)(?=\\s|$)|%(?<=^%).*)',
      `(?<mark>[-?](?=\\s|$)|${marks})`,
      "(?<string>\"[^\"\\\\]*(?:\\\\.[^\"\\\\]*)*(?:\"|\\\\?$)|'[^']*(?:''[^']*)*(?:'|$))",
      '(?<name>[&*!][^\\s,[\\]{}]*)',
      `(?<word>${word})`,
      '(?<rest>.)',
    ].join('|'),
    'yu',
  )

/** Outside of brackets, commas and brackets within a word are part of it. */
const BLOCK_TOKEN = tokenOf(WORD, '[[\\]{},:]')
const FLOW_TOKEN = tokenOf(FLOW_WORD, '[[\\]{},:]')

/** One line of YAML that is not a block scalar's. A quoted string that goes on over lines is followed on none but its first. */
export const yamlSpans = (line: string): readonly Span[] => {
  const spans: Span[] = []
  let depth = 0
  for (let at = 0; at < line.length; ) {
    const token = depth > 0 ? FLOW_TOKEN : BLOCK_TOKEN
    token.lastIndex = at
    const match = token.exec(line)
    const text = match?.[0] ?? line.slice(at)
    if (match?.groups?.mark !== undefined) depth += /[[{]/.test(text) ? 1 : /[\]}]/.test(text) ? -1 : 0
    spans.push({text, role: match ? roleOf(match, line) : 'plain'})
    at += text.length
  }
  return spans
}

const roleOf = ({groups = {}, 0: text, index}: RegExpExecArray, line: string): Role => {
  if (groups.blank !== undefined) return 'plain'
  if (groups.comment !== undefined) return 'comment'
  if (groups.start !== undefined || groups.mark !== undefined) return 'punctuation'
  if (groups.name !== undefined) return 'literal'
  const isKey = /^\s*:(?:[\s,[\]{}]|$)/.test(line.slice(index + text.length, index + text.length + 80))
  if (isKey) return 'key'
  if (groups.string !== undefined) return 'string'
  return /^[|>][-+1-9]{0,2}$/.test(text) ? 'punctuation' : roleOfWord(text, 'string')
}
