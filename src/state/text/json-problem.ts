/** What is wrong with a text, and the UTF-16 offset where. */
export type Problem = {readonly offset: number; readonly message: string}

/** What may come next, in the grammar of RFC 8259. */
type Expected = 'value' | 'first item' | 'first name' | 'name' | 'colon' | 'more' | 'nothing'

type Reader = {
  readonly text: string
  at: number
  expected: Expected
  /** Offsets of the brackets that are open. */
  readonly open: number[]
}

const STRING = /"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\x00-\x1f]*)*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y
const BARE = /[^\s"{}[\],:]+/y
const BLANKS = /[ \t\r\n]*/y

/** The first thing that makes a text something else than JSON, in words; undefined exactly where `JSON.parse` reads it. */
export const jsonProblem = (text: string): Problem | undefined => {
  const reader: Reader = {text, at: 0, expected: 'value', open: []}
  for (;;) {
    reader.at += matchAt(BLANKS, text, reader.at).length
    if (reader.at >= text.length) return atEnd(reader)
    const problem = step(reader)
    if (problem !== undefined)
      return typeof problem === 'string' ? {offset: reader.at, message: problem} : problem
  }
}

const matchAt = (pattern: RegExp, text: string, at: number): string => {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

const atEnd = ({text, expected, open}: Reader): Problem | undefined => {
  const unclosed = open.at(-1)
  if (unclosed !== undefined) return {offset: unclosed, message: `This ${text[unclosed]} is never closed`}
  return expected === 'nothing' ? undefined : {offset: text.length, message: 'There is no value'}
}

/** Takes one token; a problem is one at the reader's place, or elsewhere. */
const step = (reader: Reader): Problem | string | undefined => {
  const character = reader.text.charAt(reader.at)
  if (isComment(reader)) return 'JSON has no comments'
  if (reader.expected === 'nothing') return 'Nothing may follow the value'
  if (reader.expected === 'more') return more(reader, character)
  if (reader.expected === 'colon') return colon(reader, character)
  if (character === '}' || character === ']') return close(reader, character)
  if (reader.expected === 'name' || reader.expected === 'first name') return name(reader, character)
  return value(reader, character)
}

const isComment = ({text, at}: Reader): boolean => text.startsWith('//', at) || text.startsWith('/*', at)

const innermost = ({text, open}: Reader): string => text.charAt(open.at(-1) ?? text.length)

const more = (reader: Reader, character: string): string | undefined => {
  if (character === '}' || character === ']') return close(reader, character)
  const closing = innermost(reader) === '{' ? '}' : ']'
  if (character !== ',') return `Expected a comma or ${closing} here`
  reader.at++
  reader.expected = closing === '}' ? 'name' : 'value'
  return undefined
}

const colon = (reader: Reader, character: string): string | undefined => {
  if (character !== ':') return 'Expected a colon after the name'
  reader.at++
  reader.expected = 'value'
  return undefined
}

const close = (reader: Reader, character: string): string | undefined => {
  const {expected} = reader
  const opened = innermost(reader)
  if (opened === '') return `This ${character} closes nothing`
  if ((opened === '{') !== (character === '}'))
    return `This ${character} does not close the ${opened} before it`
  if (expected === 'name' || (expected === 'value' && opened === '['))
    return `There must be no comma before ${character}`
  if (expected === 'value') return 'There is no value after the colon'
  reader.open.pop()
  reader.at++
  return valueDone(reader)
}

const name = (reader: Reader, character: string): Problem | string | undefined => {
  if (character !== '"') return 'A name in double quotes must stand here'
  const problem = string(reader)
  reader.expected = 'colon'
  return problem
}

const value = (reader: Reader, character: string): Problem | string | undefined => {
  if (character === '{' || character === '[') {
    reader.open.push(reader.at++)
    reader.expected = character === '{' ? 'first name' : 'first item'
    return undefined
  }
  if (character === '"') return string(reader) ?? valueDone(reader)
  const bare = matchAt(BARE, reader.text, reader.at)
  if (bare === '') return `Expected a value, not ${named(character)}`
  if (!/^(?:true|false|null)$/.test(bare) && matchAt(NUMBER, bare, 0) !== bare) return notAValue(bare)
  reader.at += bare.length
  return valueDone(reader)
}

/** Characters that cannot be seen are called by their number. */
const named = (character: string): string => {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return /^[\s\p{C}]/u.test(character) ? `U+${code}` : character
}

const valueDone = (reader: Reader): undefined => {
  reader.expected = reader.open.length > 0 ? 'more' : 'nothing'
}

const notAValue = (bare: string): string => {
  const shown = bare.length > 20 ? `${bare.slice(0, 20)}…` : bare
  if (/^[-+.]?\d/.test(bare)) return `${shown} is not a number as JSON writes them`
  return `${shown} is neither true, false, null nor a number; text needs double quotes`
}

const string = (reader: Reader): Problem | undefined => {
  const {text, at} = reader
  const end = at + matchAt(STRING, text, at).length
  if (text[end] === '"') {
    reader.at = end + 1
    return undefined
  }
  if (text[end] === '\\') return {offset: end, message: escapeProblem(text.slice(end, end + 3))}
  if (end >= text.length || text[end] === '\n' || text[end] === '\r') {
    return {offset: at, message: 'This string has no closing quote on its line'}
  }
  const code = (text.codePointAt(end) ?? 0).toString(16).padStart(4, '0')
  const written = text[end] === '\t' ? '\\t' : `\\u${code}`
  return {offset: end, message: `This character must be written as ${written} in a string`}
}

const escapeProblem = (text: string): string => {
  const [backslash, letter = ''] = text
  if (letter === 'u') return 'Four hex digits must follow \\u'
  return `${backslash}${letter} is not an escape that JSON knows`
}
