import {type Role, roleOfWord, type Span} from './span.ts'

const TOKEN =
  /(?<blank>\s+)|(?<string>"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$))|(?<comment>\/\/.*|\/\*.*?(?:\*\/|$))|(?<mark>[{}[\],:])|(?<word>[^\s"{}[\],:/]+|.)/gsu

/** One line of JSON: no string goes over its end, so no other line has a say. Comments are coloured, though not JSON. */
export const jsonSpans = (line: string): readonly Span[] =>
  Array.from(line.matchAll(TOKEN), match => ({text: match[0], role: roleOf(match, line)}))

const roleOf = ({groups = {}, 0: text, index}: RegExpExecArray, line: string): Role => {
  if (groups.blank !== undefined) return 'plain'
  if (groups.comment !== undefined) return 'comment'
  if (groups.mark !== undefined) return 'punctuation'
  if (groups.string !== undefined) return /^\s*:/.test(line.slice(index + text.length)) ? 'key' : 'string'
  return roleOfWord(text, 'plain')
}
