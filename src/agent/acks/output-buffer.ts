/** Output on its way to Consul, with a limit to how much of it goes there: every piece is a write in Raft. */
export type OutputBuffer = {
  readonly push: (bytes: Uint8Array) => void
  /** No more comes: what the limit kept back is now said, and its end added. */
  readonly end: () => void
  /** How many bytes wait. */
  readonly size: number
  /** The next bytes, so many at the most. */
  readonly take: (most: number) => Uint8Array
}

/** Of what the limit allows, this part is kept for the end, where a failed deploy says why. */
const END_SHARE = 0.25

export const createOutputBuffer = (limit: number): OutputBuffer => {
  const endLimit = Math.floor(limit * END_SHARE)
  const head = createBytes()
  const tail = createBytes()
  let room = limit - endLimit
  let beyond = 0
  return {
    push: bytes => {
      const fits = bytes.subarray(0, room)
      room -= fits.length
      head.add(fits)
      const rest = bytes.subarray(fits.length)
      beyond += rest.length
      tail.add(rest)
      // Not at each push: to let the beginning go is to copy the end.
      if (tail.size > 2 * endLimit) tail.take(tail.size - endLimit)
    },
    end: () => {
      room = 0
      if (tail.size > endLimit) tail.take(tail.size - endLimit)
      const cut = beyond - tail.size
      if (cut > 0) head.add(Buffer.from(`\n[lictor: ${cut} bytes are cut out here]\n`))
      head.add(tail.take(tail.size))
      beyond = 0
    },
    get size() {
      return head.size
    },
    take: head.take,
  }
}

/** Bytes that are added at the end and taken from the beginning. */
const createBytes = () => {
  let pieces: Uint8Array[] = []
  let size = 0
  return {
    get size() {
      return size
    },
    add: (bytes: Uint8Array): void => {
      if (bytes.length > 0) pieces.push(bytes)
      size += bytes.length
    },
    take: (most: number): Uint8Array => {
      const all = Buffer.concat(pieces)
      const rest = all.subarray(most)
      pieces = [rest]
      size = rest.length
      return all.subarray(0, most)
    },
  }
}
