import {Mismatch} from '../../api/decode.ts'
import {same} from '../../api/same.ts'
import {type Acknowledgement, decodeAcknowledgement} from '../protocol/acknowledgement.ts'
import {decodePhase, type PhaseReport} from '../protocol/phase.ts'
import type {Expectation, Host, HostState} from './host.ts'
import {createTranscript, type Output} from './transcript.ts'

/** What is known of one host. */
export type Tracker = {
  /** The same object until something changes. */
  readonly host: () => Host
  readonly output: () => Output
  /** Whether no more of its output is wanted. */
  readonly isFull: () => boolean
  /** It has written more than is wanted. */
  readonly cut: (atMs: number | undefined) => void
  readonly acknowledge: (value: Uint8Array, atMs: number | undefined) => void
  /** An empty one is a heartbeat. Returns the new text. */
  readonly addChunk: (value: Uint8Array, atMs: number | undefined) => string
  readonly setPhase: (value: Uint8Array, atMs: number | undefined) => void
  /** Returns the rest of the text. */
  readonly finish: (value: Uint8Array, atMs: number | undefined) => string
}

type Known = {
  acknowledgement?: Acknowledgement | undefined
  phase?: PhaseReport | undefined
  exitCode?: number | undefined
  ackedAtMs?: number | undefined
  finishedAtMs?: number | undefined
  digest?: string | undefined
  heardAtMs?: number | undefined
  state: HostState
}

export const createTracker = (node: string, expectation: Expectation, capBytes: number): Tracker => {
  const transcript = createTranscript(capBytes)
  const known: Known = {state: expectation === 'dead' ? 'dead' : 'silent'}
  let host: Host | undefined

  const hear = (state: HostState, atMs: number | undefined, news: Partial<Known> = {}): void => {
    host = undefined
    Object.assign(known, news, {state, heardAtMs: atMs ?? known.heardAtMs})
    known.ackedAtMs ??= atMs
  }
  return {
    host: () => {
      host ??= {
        node,
        expectation,
        ...known,
        lastLine: transcript.lastLine(),
        bytes: transcript.bytes(),
        isCut: transcript.isCut(),
      }
      return host
    },
    output: transcript.output,
    isFull: transcript.isFull,
    cut: atMs => {
      hear('running', atMs)
      transcript.cut()
    },
    acknowledge: (value, atMs) => {
      const isFirst = known.state === 'silent' || known.state === 'dead'
      hear(isFirst ? 'acked' : known.state, atMs, {acknowledgement: decodeAcknowledgement(value)})
    },
    addChunk: (value, atMs) => {
      hear('running', atMs)
      return transcript.add(value)
    },
    setPhase: (value, atMs) => {
      const phase = phaseIn(value)
      if (phase !== undefined && !same(phase, known.phase)) hear('running', atMs, {phase})
    },
    finish: (value, atMs) => {
      const exitCode = exitCodeIn(value)
      const rest = transcript.end()
      const digest = transcript.digest()
      hear(exitCode === 0 ? 'done' : 'failed', atMs, {exitCode, digest, finishedAtMs: atMs})
      return rest
    },
  }
}

/** Undefined for what is none: anybody who may write the key can write anything. */
const phaseIn = (value: Uint8Array): PhaseReport | undefined => {
  try {
    return decodePhase(value)
  } catch (error) {
    if (error instanceof Mismatch) return undefined
    throw error
  }
}

const exitCodeIn = (value: Uint8Array): number | undefined => {
  const text = Buffer.from(value).toString()
  return /^-?\d{1,10}$/.test(text) ? Number(text) : undefined
}
