import {arrayOf, type Decoder, field, Mismatch, number, object, optional, string, text} from './decode.ts'

/** A key with all that Consul keeps about it: https://developer.hashicorp.com/consul/api-docs/kv */
export type KvEntry = {
  readonly key: string
  /** Byte for byte. */
  readonly value: Uint8Array
  /** An application's own uint64. */
  readonly flags: bigint
  /** ID of the session that holds the lock. */
  readonly session?: string | undefined
  /** How often the lock has been taken. */
  readonly lockIndex: number
  /** Digits, as all indexes. */
  readonly createIndex: string
  /** Digits; a write that names it succeeds only if nobody has written since. */
  readonly modifyIndex: string
}

const uint64Limit = 2n ** 64n

/** Wants JSON parsed by `parseKvJson`, which makes a bigint of what a number cannot hold. */
export const uint64: Decoder<bigint> = value => {
  const integer =
    typeof value === 'bigint' ? value : Number.isSafeInteger(value) ? BigInt(number(value)) : -1n
  if (integer < 0n || integer >= uint64Limit) throw new Mismatch('expected an integer of 64 bits, unsigned')
  return integer
}
const index: Decoder<string> = value => String(uint64(value))

/** An empty value is null to Consul. The view is a plain byte array, never a Buffer with methods of its own. */
const bytes: Decoder<Uint8Array> = value => {
  const buffer = Buffer.from(text(value), 'base64')
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
}

/** Wants the answer parsed by `parseKvJson`, which keeps long integers. */
export const decodeKvEntry: Decoder<KvEntry> = object(entry => ({
  key: field(entry, 'Key', string),
  value: field(entry, 'Value', bytes),
  flags: field(entry, 'Flags', uint64),
  session: field(entry, 'Session', optional(string)) || undefined,
  lockIndex: field(entry, 'LockIndex', number),
  createIndex: field(entry, 'CreateIndex', index),
  modifyIndex: field(entry, 'ModifyIndex', index),
}))

export const decodeKvEntries: Decoder<readonly KvEntry[]> = arrayOf(decodeKvEntry)

/** The one entry of a list that a read of one key answers with. */
export const decodeSoleEntry: Decoder<KvEntry> = value => {
  const [entry] = decodeKvEntries(value)
  if (entry === undefined) throw new Mismatch('expected an entry, got an empty list')
  return entry
}
