/** A header: flags of an ordinary answer unless told otherwise, and how many there are of each section. */
export const header = ({
  id = 1,
  flags = 0x8580,
  counts = [1, 0, 0, 0],
}: {
  readonly id?: number
  readonly flags?: number
  readonly counts?: readonly number[]
} = {}): Buffer => words(id, flags, ...counts)

/** 16-bit words, the most significant byte first. */
export const words = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(2 * values.length)
  for (const [i, value] of values.entries()) bytes.writeUInt16BE(value, 2 * i)
  return bytes
}

/** A name without pointers. */
export const name = (text: string): Buffer =>
  Buffer.concat([
    ...text
      .split('.')
      .filter(label => label !== '')
      .map(label => Buffer.concat([Buffer.from([Buffer.byteLength(label)]), Buffer.from(label)])),
    Buffer.from([0]),
  ])

export const question = (text: string, type = 1): Buffer => Buffer.concat([name(text), words(type, 1)])

/** A record of class IN with a TTL of 5 s; `length` is what it claims of its data. */
export const record = (
  owner: Buffer,
  type: number,
  data: Buffer,
  {length = data.length, ttl = 5} = {},
): Buffer => Buffer.concat([owner, words(type, 1, ttl >>> 16, ttl & 0xffff, length), data])

export const pointer = (offset: number): Buffer => words(0xc000 | offset)
