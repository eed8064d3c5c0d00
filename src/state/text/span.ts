/** What a piece of highlighted text is. */
export type Role = 'key' | 'string' | 'number' | 'literal' | 'comment' | 'punctuation' | 'plain'

/** The spans of a line, joined, are the line. */
export type Span = {readonly text: string; readonly role: Role}

/** The part of a line's spans that lies between two columns. */
export const clipSpans = (spans: readonly Span[], from: number, to: number): readonly Span[] => {
  const clipped: Span[] = []
  let column = 0
  for (const {text, role} of spans) {
    const part = text.slice(Math.max(0, from - column), Math.max(0, to - column))
    if (part !== '') clipped.push({text: part, role})
    column += text.length
  }
  return clipped
}

const NUMBER = /^[-+]?(?:\d[\d_]*(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+|0x[\da-fA-F]+|0o[0-7]+|\.inf|\.nan)$/i

/** The role of a bare word: a number, a word with a meaning, or whatever it is else. */
export const roleOfWord = (word: string, otherwise: Role): Role => {
  if (NUMBER.test(word)) return 'number'
  return /^(?:true|false|null|~)$/i.test(word) ? 'literal' : otherwise
}
