import {type Decoder, field, Mismatch, number, object, optional, string} from '../../api/decode.ts'

/** The way of a deploy on one host, in its order; it ends in one of the last two. */
export const PHASES = [
  'received',
  'fetching',
  'verifying',
  'pre',
  'extracting',
  'syncing',
  'post',
  'done',
  'failed',
] as const

export type Phase = (typeof PHASES)[number]

/** What a host says of where it is; the value of its `phase` key, as JSON. */
export type PhaseReport = {
  readonly phase: Phase
  /** Bytes, where they are known. */
  readonly done?: number | undefined
  readonly total?: number | undefined
  /** A failed deploy: the phase it failed in, and why in one sentence. */
  readonly during?: Phase | undefined
  readonly reason?: string | undefined
}

export const encodePhase = (report: PhaseReport): Uint8Array => Buffer.from(JSON.stringify(report))

/** @throws Mismatch for a value that is no phase report. */
export const decodePhase = (bytes: Uint8Array): PhaseReport => decodeReport(parse(bytes))

const parse = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(bytes).toString())
  } catch {
    throw new Mismatch('expected JSON')
  }
}

export const phase: Decoder<Phase> = value => {
  const known = PHASES.find(name => name === value)
  if (known === undefined) throw new Mismatch(`expected one of ${PHASES.join(', ')}`)
  return known
}

const decodeReport: Decoder<PhaseReport> = object(report => ({
  phase: field(report, 'phase', phase),
  done: field(report, 'done', optional(number)),
  total: field(report, 'total', optional(number)),
  during: field(report, 'during', optional(phase)),
  reason: field(report, 'reason', optional(string)),
}))
