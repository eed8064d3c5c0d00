/** Cuts a JSON list that arrives in pieces into whole items. */
export type ListSplitter = {
  /** The items that `chunk` has made whole, as a JSON list of their own; undefined while none is. */
  readonly push: (chunk: Uint8Array) => string | undefined
  /** Whether the list has been closed with nothing after it, or there is only the `null` that Go writes for none. */
  readonly isWhole: () => boolean
}

const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Buffer.from('"\\,[]{}')

/**
 * Only the places between two items are found here, the items are left to `JSON.parse`: a cut there never splits a
 * character or an escape, wherever the chunks end. Almost every byte of a KV answer is within a string, so strings are
 * skipped by a search for their end.
 */
export const createListSplitter = (): ListSplitter => {
  /** From the first item that is not whole yet. */
  let held: Buffer = Buffer.alloc(0)
  let scanned = 0
  let depth = 0
  let isInString = false
  let isClosed = false

  const step = (): void => {
    const byte = held[scanned]
    if (byte === QUOTE) isInString = true
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth += 1
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1
    scanned += 1
  }
  /** Goes on to the end of what is there; where the last whole item ends, or -1. */
  const findEnd = (): number => {
    let end = -1
    while (scanned < held.length) {
      if (isInString) {
        const quote = closingQuote(held, scanned)
        isInString = quote === -1
        scanned = isInString ? held.length : quote + 1
        continue
      }
      const isSeparator = depth === 1 && held[scanned] === COMMA
      step()
      isClosed ||= depth === 0 && held[scanned - 1] === CLOSE_LIST
      if (isSeparator || (isClosed && depth === 0 && held[scanned - 1] === CLOSE_LIST)) end = scanned - 1
    }
    return end
  }
  return {
    push: chunk => {
      held = Buffer.concat([held, chunk])
      const end = findEnd()
      if (end === -1) return undefined
      const items = held.toString('utf8', 0, end).replace(/^\s*[[,]/, '')
      held = held.subarray(end)
      scanned -= end
      return items.trim() === '' ? undefined : `[${items}]`
    },
    isWhole: () => (isClosed ? /^\]\s*$/ : /^\s*null\s*$/).test(held.toString()),
  }
}

/** A quote ends a string unless an odd number of backslashes stands before it; they are held back to its beginning. */
const closingQuote = (bytes: Buffer, from: number): number => {
  for (let quote = bytes.indexOf('"', from); quote !== -1; quote = bytes.indexOf('"', quote + 1)) {
    let backslashes = 0
    while (bytes[quote - 1 - backslashes] === BACKSLASH) backslashes += 1
    if (backslashes % 2 === 0) return quote
  }
  return -1
}
