import {type Decoder, field, number, object, string, text} from '../../api/decode.ts'

/** The value of the `ack` key that `lictor agent` writes, as JSON; Consul's remote exec writes an empty one. */
export type Acknowledgement = {
  /** The event's name, and its payload as text. */
  readonly event: string
  readonly payload: string
  /** When it was taken, by the host's clock. */
  readonly atMs: number
  /** Lictor's version on the host. */
  readonly version: string
}

export const encodeAcknowledgement = (acknowledgement: Acknowledgement): Uint8Array =>
  Buffer.from(JSON.stringify(acknowledgement))

/** Undefined for an empty value, and for one that something else has written. */
export const decodeAcknowledgement = (bytes: Uint8Array): Acknowledgement | undefined => {
  try {
    return decode(JSON.parse(Buffer.from(bytes).toString()))
  } catch {
    return undefined
  }
}

const decode: Decoder<Acknowledgement> = object(value => ({
  event: field(value, 'event', string),
  payload: field(value, 'payload', text),
  atMs: field(value, 'atMs', number),
  version: field(value, 'version', text),
}))
