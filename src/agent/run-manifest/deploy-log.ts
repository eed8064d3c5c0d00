/** The log of one deploy. Its lines have Stretcher's words where it has some, because people look for them. */
export type DeployLog = {
  readonly line: (text: string) => void
  readonly bytes: (bytes: Uint8Array) => void
  /** What success and failure commands write: shown, but not told to those that come after them. */
  readonly aside: (bytes: Uint8Array) => void
  /** For the input of success and failure commands; without its beginning if it is too long. */
  readonly whole: () => Uint8Array
}

/** A command may write without end, and the log stays in memory. */
const MOST_BYTES = 4 * 1024 * 1024

export const createDeployLog = (output: (bytes: Uint8Array) => void): DeployLog => {
  const kept: Uint8Array[] = []
  let size = 0
  let lost = 0
  const bytes = (chunk: Uint8Array): void => {
    output(chunk)
    kept.push(chunk)
    size += chunk.length
    while (size > MOST_BYTES) {
      const length = kept.shift()?.length ?? size
      size -= length
      lost += length
    }
  }
  return {
    line: text => bytes(Buffer.from(`${timestamp(new Date())} ${text}\n`)),
    bytes,
    aside: output,
    whole: () => Buffer.concat([...(lost > 0 ? [Buffer.from(`(${lost} bytes left out)\n`)] : []), ...kept]),
  }
}

/** Go's, in the host's own time. */
const timestamp = (date: Date): string => {
  const two = (number: number): string => String(number).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('/')
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`
}
