import {EventEmitter} from 'node:events'
import {sizeOf, type TtyOutput} from './tty.ts'

type WriteCallback = (error?: Error | null) => void

/** The stream Ink takes for its stdout: the size and the kind of the real terminal, but only frames get through. */
export class InkStdout extends EventEmitter implements NodeJS.WritableStream {
  readonly writable = true
  readonly isTTY = true
  readonly #output: TtyOutput
  readonly #onChunk: (chunk: string) => void

  constructor(output: TtyOutput, onChunk: (chunk: string) => void) {
    super()
    // Every component that follows the window's size listens.
    this.setMaxListeners(0)
    this.#output = output
    this.#onChunk = onChunk
  }

  get columns(): number {
    return sizeOf(this.#output).columns
  }

  get rows(): number {
    return sizeOf(this.#output).rows
  }

  write(
    chunk: Uint8Array | string,
    encoding?: BufferEncoding | WriteCallback,
    callback?: WriteCallback,
  ): boolean {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')
    if (text !== '') this.#onChunk(text)
    const done = typeof encoding === 'function' ? encoding : callback
    // Ink waits for this before it lets the program end: a stalled terminal may not hold that up.
    if (done) queueMicrotask(() => done())
    return true
  }

  end(): this {
    return this
  }
}
