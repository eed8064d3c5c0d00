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
  let head = new Uint8Array()
  let room = limit - endLimit
  let tail = new Uint8Array()
  let cut = 0
  return {
    push: bytes => {
      const fits = bytes.subarray(0, room)
      head = joined(head, fits)
      room -= fits.length
      const beyond = joined(tail, bytes.subarray(fits.length))
      // A copy, so that what is cut off is let go.
      tail = beyond.slice(Math.max(0, beyond.length - endLimit))
      cut += beyond.length - tail.length
    },
    end: () => {
      const notice = cut === 0 ? '' : `\n[lictor: ${cut} bytes are cut out here]\n`
      head = joined(head, Buffer.from(notice), tail)
      room = 0
      tail = new Uint8Array()
    },
    get size() {
      return head.length
    },
    take: most => {
      const taken = head.slice(0, most)
      head = head.slice(most)
      return taken
    },
  }
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat(parts))
