import type {Stray} from './stray.ts'

/** One packet out and one back. */
export type Exchange = {
  /** An address, not a name. */
  readonly address: string
  readonly family: 4 | 6
  readonly port: number
  readonly query: Buffer
  /** Ends the waiting. */
  readonly ending: AbortSignal
}

export type RawReply = {readonly bytes: Buffer; readonly tookMs: number}

/** The waiting was ended, with nothing to believe. */
export class Silence extends Error {
  override readonly name = 'Silence'
  readonly strays: readonly Stray[]

  constructor(strays: readonly Stray[]) {
    super('no answer')
    this.strays = strays
  }
}

/** Of a stream: it ended or said something else before there was an answer. */
export class BrokenStream extends Error {
  override readonly name = 'BrokenStream'
}
