/** Deeper nesting is not indented further: a value of nothing but brackets must not grow without bound. */
const DEEPEST = 64

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g

/** After these a new line begins. */
const BREAKS = new Set(['{', '[', ','])

/**
 * JSON laid out for reading, or undefined where the text is not JSON. Numbers and strings are copied from the text:
 * parsed and printed again, `1e400` or `12345678901234567890` would come out as something else.
 */
export const prettyJson = (text: string): string | undefined => {
  if (!parses(text)) return undefined
  const parts: string[] = []
  let depth = 0
  let previous = ''
  for (const [token] of text.matchAll(TOKEN)) {
    const closes = token === '}' || token === ']'
    if (closes) depth--
    const isEmpty = closes && (previous === '{' || previous === '[')
    if (!isEmpty && (closes || BREAKS.has(previous))) parts.push('\n', '  '.repeat(Math.min(depth, DEEPEST)))
    parts.push(token === ':' ? ': ' : token)
    if (token === '{' || token === '[') depth++
    previous = token
  }
  return parts.join('')
}

const parses = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
