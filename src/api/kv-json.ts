/**
 * Parses what the KV endpoints answer without losing what a plain `JSON.parse` would: an integer beyond 2^53 becomes
 * a bigint (flags use all 64 bits), and a key that is not UTF-8 stays apart from those that are.
 */
export const parseKvJson = (text: string): unknown => {
  const kept = markLostBytes(text)
  // A reviver is slow and seldom needed: the answers for a big tree hold millions of fields.
  return longInteger.test(kept) ? JSON.parse(kept, keepDigits) : JSON.parse(kept)
}

const longInteger = /":\s*\d{16}/

const keepDigits = (_name: string, value: unknown, {source = ''}: {readonly source?: string}): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source) ? BigInt(source) : value

/** Stands for a byte that JSON could not carry; no key that Consul could be asked for holds it. */
const lostByte = '\\udfff'

/** Go escapes a replacement character that it put in for a broken byte, and never one that was there before. */
const markLostBytes = (text: string): string =>
  text.includes('\\ufffd')
    ? text.replace(/\\(?:\\|ufffd)/g, found => (found === '\\ufffd' ? lostByte : found))
    : text

/** A JSON string as Go writes it, byte for byte, so that files of either tool compare equal. */
export const formatGoString = (text: string): string =>
  JSON.stringify(text).replace(/\\(?:\\|udfff)|[<>&\u2028\u2029]/g, found =>
    found === '\\\\' ? found : found === lostByte ? '\\ufffd' : escapeCharacter(found),
  )

const escapeCharacter = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
