import {createHash} from 'node:crypto'

/** The output of one host, stdout and stderr merged. */
export type Output = {
  /** As it came: nothing of it is fit for a terminal. */
  readonly text: string
  /** There is more, which is not read. */
  readonly isCut: boolean
}

/** Puts the output of a host together from its chunks. */
export type Transcript = {
  /** Takes the next chunk; returns the text that it adds. */
  readonly add: (bytes: Uint8Array) => string
  /** No chunk follows; returns what half a character is worth. */
  readonly end: () => string
  /** No more is read, though there is more. */
  readonly cut: () => void
  readonly isFull: () => boolean
  readonly isCut: () => boolean
  readonly output: () => Output
  /** Equal for equal texts. */
  readonly digest: () => string
  readonly bytes: () => number
  readonly lastLine: () => string
}

/** A chunk ends anywhere, also inside of a character. Of more than `capBytes` nothing is kept. */
export const createTranscript = (capBytes: number): Transcript => {
  const decoder = new TextDecoder('utf-8', {ignoreBOM: true})
  const lines = createLastLine()
  let pieces: string[] = []
  let bytes = 0
  let isCut = false

  const keep = (text: string): string => {
    if (text === '') return text
    pieces.push(text)
    lines.add(text)
    return text
  }
  return {
    add: chunk => {
      const taken = chunk.subarray(0, capBytes - bytes)
      isCut ||= taken.byteLength < chunk.byteLength
      bytes += taken.byteLength
      return keep(decoder.decode(taken, {stream: true}))
    },
    end: () => keep(decoder.decode()),
    cut: () => {
      isCut = true
    },
    isFull: () => bytes >= capBytes,
    isCut: () => isCut,
    output: () => {
      pieces = [pieces.join('')]
      return {text: pieces[0] ?? '', isCut}
    },
    digest: () => {
      const hash = createHash('sha256')
      for (const piece of pieces) hash.update(piece)
      return hash.digest('base64')
    },
    bytes: () => bytes,
    lastLine: lines.current,
  }
}

/** More of a line is on no screen. */
const LONGEST_LINE = 1_000

const createLastLine = () => {
  let whole = ''
  let open = ''
  return {
    add: (text: string): void => {
      // A progress bar draws itself anew after each carriage return.
      const parts = text.split(/[\r\n]+/)
      const [first = '', ...rest] = parts
      open = (open + first).slice(0, LONGEST_LINE)
      for (const part of rest) {
        if (open.trim() !== '') whole = open
        open = part.slice(0, LONGEST_LINE)
      }
    },
    current: () => (open.trim() === '' ? whole : open),
  }
}
