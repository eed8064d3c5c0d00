import {type Decoder, field, number, object, optional, string, text} from '../../api/decode.ts'
import {type Phase, phase} from '../../deploy/protocol/phase.ts'
import {decodeIdentity, type ProcessIdentity} from '../process/process-identity.ts'

/** What the journal knows of one event, in the order in which it was written: what it is, then how it went. */
export type JournalRecord = {
  readonly id: string
  readonly event: string
  /** As text, as the acknowledgement has it. */
  readonly payload: string
  readonly takenMs: number
  readonly owner: ProcessIdentity
  /** The last phase that began. */
  readonly phase?: Phase | undefined
  readonly exit?: number | undefined
  /** Why it failed. */
  readonly reason?: string | undefined
  /** Whether Consul has all of it. */
  readonly reported?: boolean | undefined
}

/** A line of a journal's file. The first has what is taken; each later one adds to it. */
export type JournalLine = Partial<JournalRecord>

export const encodeLine = (line: JournalLine): string => `${JSON.stringify(line)}\n`

/** Undefined for a file that is none. A last line that was not written to its end is left out. */
export const decodeRecord = (content: string): JournalRecord | undefined => {
  const merged: Record<string, unknown> = {}
  for (const line of content.split('\n')) Object.assign(merged, parse(line))
  try {
    return decode(merged)
  } catch {
    return undefined
  }
}

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const decode: Decoder<JournalRecord> = object(record => ({
  id: field(record, 'id', string),
  event: field(record, 'event', string),
  payload: field(record, 'payload', text),
  takenMs: field(record, 'takenMs', number),
  owner: field(record, 'owner', decodeIdentity),
  phase: field(record, 'phase', optional(phase)),
  exit: field(record, 'exit', optional(number)),
  reason: field(record, 'reason', optional(string)),
  reported: field(
    record,
    'reported',
    optional(value => value === true),
  ),
}))
